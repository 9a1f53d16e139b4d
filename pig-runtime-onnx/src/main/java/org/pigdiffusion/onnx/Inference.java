package org.pigdiffusion.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.pigdiffusion.Tensor;

/**
 * Runs a model on batches. A batch with an image for every thread is divided among them, and each
 * computes its part alone; threads that share the work of a call wait for each other hundreds of
 * times. A smaller batch is computed by all threads together. Thread-safe.
 */
final class Inference implements AutoCloseable {
  private final Signature signature;
  private final Sessions.Opened sessions;
  private final BufferPool pool;

  Inference(Signature signature, Sessions.Opened sessions, BufferPool pool) {
    this.signature = signature;
    this.sessions = sessions;
    this.pool = pool;
  }

  /** The predictions of a batch, one image after another. */
  float[] run(Tensor noisy, Tensor condition, double time) throws OrtException {
    float[] result = new float[noisy.shape().size()];
    Call call = new Call(noisy, condition, time, result);
    int batch = noisy.shape().batch();
    int threads = sessions.threads();
    if (signature.batch() > 0) {
      for (int from = 0; from < batch; from += signature.batch()) {
        int to = Math.min(from + signature.batch(), batch);
        call.part(sessions.together(), signature.batch(), from, to);
      }
    } else if (sessions.alone().isPresent() && batch >= threads) {
      OrtSession alone = sessions.alone().get();
      divide(
          threads,
          i -> {
            int from = (int) ((long) batch * i / threads);
            int to = (int) ((long) batch * (i + 1) / threads);
            call.part(alone, to - from, from, to);
          });
    } else {
      call.part(sessions.together(), batch, 0, batch);
    }
    return result;
  }

  /** One part of a divided call. */
  @FunctionalInterface
  private interface Part {
    void compute(int number) throws OrtException;
  }

  /** Computes all parts side by side, this thread among them; ends when all have ended. */
  private static void divide(int parts, Part part) throws OrtException {
    List<Callable<Void>> tasks =
        IntStream.range(0, parts)
            .mapToObj(
                i ->
                    (Callable<Void>)
                        () -> {
                          part.compute(i);
                          return null;
                        })
            .toList();
    for (Future<Void> ended : ForkJoinPool.commonPool().invokeAll(tasks)) {
      try {
        Uninterruptibles.getUninterruptibly(ended);
      } catch (ExecutionException e) {
        Throwable fault = Objects.requireNonNullElse(e.getCause(), e);
        Throwables.throwIfInstanceOf(fault, OrtException.class);
        Throwables.throwIfUnchecked(fault);
        throw new AssertionError("a part throws nothing else", e);
      }
    }
  }

  /** One call of the model. */
  private final class Call {
    private final Tensor noisy;
    private final Tensor condition;
    private final double time;
    private final float[] result;

    Call(Tensor noisy, Tensor condition, double time, float[] result) {
      this.noisy = noisy;
      this.condition = condition;
      this.time = time;
      this.result = result;
    }

    /** Computes the images from one to before another, as a batch padded to a size. */
    void part(OrtSession session, int padded, int from, int to) throws OrtException {
      CallBuffers buffers = pool.take(noisy.shape().withBatch(padded));
      try {
        buffers.run(session, noisy, condition, time, from, to - from, result);
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
