package org.pigdiffusion.segmentation;

import org.pigdiffusion.Tensor;

/**
 * What a network sees in one step, and what it should say.
 *
 * @param images {@code [n,c,h,w]}
 * @param targets 0 or 1, {@code [n,k,h,w]}
 * @param weights of the images, whose sum is 1
 */
@SuppressWarnings("ArrayRecordComponent") // neither compared nor kept
record TrainingBatch(Tensor images, Tensor targets, float[] weights) {}
