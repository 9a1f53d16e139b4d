package org.pigdiffusion.sampler;

import org.pigdiffusion.Tensor;

/**
 * The state of a batch at one evaluation of its two chains.
 *
 * @param evaluation the evaluation's number, from 0
 * @param time its time
 * @param x the guide's sample x_t that entered it
 * @param y the target's sample y_t that entered it
 * @param xClean the clean estimate x0hat
 * @param yClean the clean estimate y0hat
 */
public record TrajectoryPoint(
    int evaluation, double time, Tensor x, Tensor y, Tensor xClean, Tensor yClean) {}
