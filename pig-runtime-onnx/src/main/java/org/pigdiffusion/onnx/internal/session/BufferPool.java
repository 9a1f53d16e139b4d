package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.pigdiffusion.Shape;
import org.pigdiffusion.onnx.internal.graph.Signature;

/** Buffers that wait for the next call of their shape, the last used first. Thread-safe. */
final class BufferPool implements AutoCloseable {
  /** More than the threads that call one model, few enough for a server of many image sizes. */
  private static final int MOST_IDLE = 16;

  private final OrtEnvironment environment;
  private final Signature signature;
  private final Deque<CallBuffers> idle = new ArrayDeque<>();

  BufferPool(OrtEnvironment environment, Signature signature) {
    this.environment = environment;
    this.signature = signature;
  }

  /** Buffers of a shape that nobody else uses, to be given back. */
  CallBuffers take(Shape shape) throws OrtException {
    synchronized (idle) {
      for (Iterator<CallBuffers> each = idle.iterator(); each.hasNext(); ) {
        CallBuffers buffers = each.next();
        if (buffers.shape().equals(shape)) {
          each.remove();
          return buffers;
        }
      }
    }
    return new CallBuffers(environment, signature, shape);
  }

  /** Keeps buffers for the next call, at the cost of those unused for longest. */
  void giveBack(CallBuffers buffers) {
    synchronized (idle) {
      idle.addFirst(buffers);
      if (idle.size() > MOST_IDLE) {
        idle.removeLast().close();
      }
    }
  }

  /** Frees all that are idle. To be called when no call runs. */
  @Override
  public void close() {
    synchronized (idle) {
      idle.forEach(CallBuffers::close);
      idle.clear();
    }
  }
}
