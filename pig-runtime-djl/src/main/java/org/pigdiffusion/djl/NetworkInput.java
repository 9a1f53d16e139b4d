package org.pigdiffusion.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;

/**
 * What a network is shown in one pass, in native memory.
 *
 * @param noisy {@code [n,channels,h,w]}
 * @param condition {@code [n,conditionChannels,h,w]}; not looked at if there are no such channels
 * @param time the time steps, {@code [n]} or {@code [1]}
 * @param labels how the images were augmented, {@code [n,labels]}; empty if nothing is known of it
 */
record NetworkInput(NDArray noisy, NDArray condition, NDArray time, Optional<NDArray> labels) {

  /** Copies to what a pass owns. */
  static NetworkInput upload(NDManager pass, ShownImages shown) {
    int count = shown.labels().shape().channels();
    return new NetworkInput(
        NativeMemory.upload(pass, shown.noisy()),
        NativeMemory.uploadCondition(pass, shown.condition()),
        NativeMemory.upload(pass, shown.times()).reshape(-1),
        count == 0
            ? Optional.empty()
            : Optional.of(NativeMemory.upload(pass, shown.labels()).reshape(shown.size(), count)));
  }
}
