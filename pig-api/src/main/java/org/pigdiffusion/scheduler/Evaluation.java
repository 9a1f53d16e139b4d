package org.pigdiffusion.scheduler;

/**
 * One evaluation of the network.
 *
 * @param at where the sample is that enters it
 * @param next the sample that leaves it
 */
record Evaluation(Point at, Combination next) {}
