package org.pigdiffusion.onnx.internal.session;

import org.pigdiffusion.Tensor;

/**
 * What a denoiser is asked.
 *
 * @param noisy the noisy samples
 * @param condition their conditions
 * @param times a time for each image; all equal if the graph takes one time
 * @param result where the predictions go, one image after another
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: it hands over one call
record Call(Tensor noisy, Tensor condition, double[] times, float[] result) {
  /** How many images there are. */
  int images() {
    return noisy.shape().batch();
  }
}
