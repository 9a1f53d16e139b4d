package org.pigdiffusion.trainer.djl;

import java.util.Optional;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.unet.Weights;

/**
 * What a model begins with, or stays as if it has no steps.
 *
 * @param trainedSize the size of the images that it learnt from, if that is known
 */
record GivenModel(Weights weights, Optional<ImageSize> trainedSize) {}
