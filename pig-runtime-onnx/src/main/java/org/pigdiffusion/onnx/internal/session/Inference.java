package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.onnx.internal.graph.Signature;

/** Runs a model on batches of images. Thread-safe. */
public final class Inference implements AutoCloseable {
  private final Signature signature;
  private final OpenSessions sessions;
  private final BufferPool pool;

  public Inference(Signature signature, OpenSessions sessions, BufferPool pool) {
    this.signature = signature;
    this.sessions = sessions;
    this.pool = pool;
  }

  /**
   * The predictions of a batch, one image after another.
   *
   * @param times a time for each image; all equal if the graph takes one time
   */
  public float[] run(Tensor noisy, Tensor condition, double[] times) throws OrtException {
    float[] result = new float[noisy.shape().size()];
    Call call = new Call(noisy, condition, times, result);
    int batch = noisy.shape().batch();
    if (signature.batch() > 0) {
      for (int from = 0; from < batch; from += signature.batch()) {
        int to = Math.min(from + signature.batch(), batch);
        call.part(sessions.together(), signature.batch(), from, to);
      }
    } else {
      sessions.compute(batch, (session, from, to) -> call.part(session, to - from, from, to));
    }
    return result;
  }

  /** One call of the model. */
  private final class Call {
    private final Tensor noisy;
    private final Tensor condition;
    private final double[] times;
    private final float[] result;

    Call(Tensor noisy, Tensor condition, double[] times, float[] result) {
      this.noisy = noisy;
      this.condition = condition;
      this.times = times;
      this.result = result;
    }

    /** Computes the images from one to before another, as a batch padded to a size. */
    void part(OrtSession session, int padded, int from, int to) throws OrtException {
      CallBuffers buffers = pool.take(noisy.shape().withBatch(padded));
      try {
        buffers.run(session, noisy, condition, times, from, to - from, result);
      } finally {
        pool.giveBack(buffers);
      }
    }
  }

  /** Ends the sessions. To be called when no call runs. */
  @Override
  public void close() throws OrtException {
    pool.close();
    sessions.close();
  }
}
