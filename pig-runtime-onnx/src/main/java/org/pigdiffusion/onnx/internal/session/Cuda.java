package org.pigdiffusion.onnx.internal.session;

/**
 * An NVIDIA GPU.
 *
 * @param index its number, from 0
 * @param otherwise what happens where it cannot be had
 */
public record Cuda(int index, Otherwise otherwise) {
  /** What happens where the GPU cannot be had. */
  public enum Otherwise {
    FAIL,
    CPU
  }

  /** Checks the number. */
  public Cuda {
    if (index < 0) {
      throw new IllegalArgumentException("index: expected at least 0, found " + index);
    }
  }

  @Override
  public String toString() {
    return "cuda:" + index;
  }
}
