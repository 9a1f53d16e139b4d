package org.pigdiffusion.scheduler;

/**
 * One evaluation of the network.
 *
 * @param at where the sample is that enters it
 * @param next what the sample that leaves it is made of
 */
public record Evaluation(Point at, Combination next) {}
