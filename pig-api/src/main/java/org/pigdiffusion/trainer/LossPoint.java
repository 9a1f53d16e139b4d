package org.pigdiffusion.trainer;

/**
 * A point of a loss curve.
 *
 * @param step the steps done
 * @param loss the loss
 */
public record LossPoint(int step, double loss) {}
