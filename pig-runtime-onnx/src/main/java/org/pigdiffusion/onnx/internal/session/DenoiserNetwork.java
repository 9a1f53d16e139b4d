package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.OneTimeNetwork;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.onnx.internal.graph.ModelFile;
import org.pigdiffusion.onnx.internal.graph.Signature;

/**
 * Runs a denoiser's graph on batches of images. A call goes one way: the batch is cut into calls
 * that the graph takes, each gets buffers, and the engine computes in them. Thread-safe.
 */
public final class DenoiserNetwork implements AutoCloseable {
  private final Signature signature;
  private final Sessions sessions;
  private final BufferPool pool;

  /** A network that owns its sessions. */
  public DenoiserNetwork(Signature signature, Sessions sessions) {
    this.signature = signature;
    this.sessions = sessions;
    this.pool = new BufferPool(Engine.get().environment(), signature);
  }

  /**
   * The predictions of a batch.
   *
   * @param times a time for each image
   * @throws IllegalArgumentException if the graph takes whole times, and one is not
   * @throws BackendException if the engine fails
   */
  public Tensor predict(Tensor noisy, Tensor condition, double[] times) {
    if (signature.time().type() == Signature.TimeType.INT64) {
      requireWhole(times);
    }
    if (signature.time().form() == Signature.TimeForm.PER_IMAGE) {
      return compute(noisy, condition, times);
    }
    OneTimeNetwork graph =
        (some, conditions, time) -> {
          double[] same = new double[some.shape().batch()];
          Arrays.fill(same, time);
          return compute(some, conditions, same);
        };
    return graph.runEach(noisy, condition, times);
  }

  private static void requireWhole(double[] times) {
    for (double time : times) {
      if (time != Math.rint(time)) {
        throw new IllegalArgumentException(
            "time: expected a whole number, since the model takes an int64, found "
                + time
                + " (take a grid of whole times, such as TimeGrid.karras().whole())");
      }
    }
  }

  /** The same for times that the graph takes in one call: all equal if it takes one time. */
  private Tensor compute(Tensor noisy, Tensor condition, double[] times) {
    Call call = new Call(noisy, condition, times, new float[noisy.shape().size()]);
    try {
      if (signature.batch() > 0) {
        computeInFixedBatches(call);
      } else {
        Parallel.compute(
            sessions.shares(call.images()), share -> compute(call, share, share.images()));
      }
    } catch (OrtException e) {
      throw ModelFile.fault(
          sessions.model(),
          "failed on %s for noisy %s and condition %s: %s"
              .formatted(sessions.device(), noisy.shape(), condition.shape(), e.getMessage()),
          e);
    }
    return Tensor.adopt(noisy.shape(), call.result());
  }

  private void computeInFixedBatches(Call call) throws OrtException {
    for (int from = 0; from < call.images(); from += signature.batch()) {
      int to = Math.min(from + signature.batch(), call.images());
      compute(call, new Share(sessions.together(), from, to), signature.batch());
    }
  }

  /** Computes a share of a call, padded to a number of images. */
  private void compute(Call call, Share share, int padded) throws OrtException {
    CallBuffers buffers = pool.take(call.noisy().shape().withBatch(padded));
    try {
      buffers.run(call, share);
    } finally {
      pool.giveBack(buffers);
    }
  }

  /** Ends the sessions. To be called when no call runs. */
  @Override
  public void close() {
    pool.close();
    sessions.close();
  }
}
