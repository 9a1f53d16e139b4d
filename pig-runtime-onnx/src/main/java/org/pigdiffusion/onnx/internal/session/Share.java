package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.OrtSession;

/**
 * Some images of a batch, and who computes them.
 *
 * @param session the session
 * @param from the first image
 * @param to the one after the last
 */
record Share(OrtSession session, int from, int to) {
  /** How many images these are. */
  int images() {
    return to - from;
  }
}
