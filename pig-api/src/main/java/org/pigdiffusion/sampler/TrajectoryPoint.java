package org.pigdiffusion.sampler;

import org.pigdiffusion.Tensor;

/**
 * The state of a batch at one joint step.
 *
 * @param step the step's number, from 0
 * @param time the step's time
 * @param x the guide's sample x_t that entered the step
 * @param y the target's sample y_t that entered the step
 * @param xClean the clean estimate x0hat of the step
 * @param yClean the clean estimate y0hat of the step
 */
public record TrajectoryPoint(
    int step, double time, Tensor x, Tensor y, Tensor xClean, Tensor yClean) {}
