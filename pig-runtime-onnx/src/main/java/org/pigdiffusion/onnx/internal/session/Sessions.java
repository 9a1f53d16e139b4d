package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.onnx.internal.graph.GraphValue;
import org.pigdiffusion.onnx.internal.graph.ModelFile;
import org.pigdiffusion.onnx.internal.graph.ModelSource;

/**
 * The open sessions of a model, to be closed by the caller. Thread-safe.
 *
 * <p>On a CPU of several threads there are two: one that uses all threads together, and one in
 * which each calling thread computes alone.
 */
public final class Sessions implements AutoCloseable {
  private final String model;
  private final OrtSession together;
  private final Optional<OrtSession> alone;
  private final int threads;
  private final String device;

  Sessions(
      String model, OrtSession together, Optional<OrtSession> alone, int threads, String device) {
    this.model = model;
    this.together = together;
    this.alone = alone;
    this.threads = threads;
    this.device = device;
  }

  /**
   * Starts the engine, if it does not run yet, and opens a model.
   *
   * @param gpu where to run; on the processor if empty
   * @param threads the threads of the processor to use
   * @param providerOptions settings of the CUDA provider
   * @throws BackendException if the engine refuses the model, or the GPU cannot be had
   */
  public static Sessions open(
      ModelSource model, Optional<Cuda> gpu, Threads threads, Map<String, String> providerOptions) {
    return new SessionOpener(Engine.get(), model, threads, providerOptions).open(gpu);
  }

  /** What messages call the model. */
  String model() {
    return model;
  }

  /** Where they run: {@code cpu} or {@code cuda:0}. */
  public String device() {
    return device;
  }

  /** The session that uses all threads. */
  OrtSession together() {
    return together;
  }

  /** What the model takes. */
  public ImmutableList<GraphValue> inputs() {
    return values(OrtSession::getInputInfo);
  }

  /** What the model gives. */
  public ImmutableList<GraphValue> outputs() {
    return values(OrtSession::getOutputInfo);
  }

  private ImmutableList<GraphValue> values(Info info) {
    try {
      return GraphValue.of(info.of(together));
    } catch (OrtException e) {
      throw ModelFile.fault(model, "cannot be examined: " + e.getMessage(), e);
    }
  }

  private interface Info {
    Map<String, NodeInfo> of(OrtSession session) throws OrtException;
  }

  /**
   * Who computes which of some images, at least one. If there is one for every thread, they are
   * divided among the threads, and each computes its share alone: threads that share the work of a
   * call wait for each other hundreds of times. Else all threads compute them together.
   */
  List<Share> shares(int images) {
    if (alone.isEmpty() || images < threads) {
      return List.of(new Share(together, 0, images));
    }
    return IntStream.range(0, threads)
        .mapToObj(i -> new Share(alone.get(), first(images, i), first(images, i + 1)))
        .toList();
  }

  private int first(int images, int thread) {
    return (int) ((long) images * thread / threads);
  }

  /** Closes them after a fault, to which one of closing is added. */
  public void closeAfter(Exception fault) {
    try {
      close();
    } catch (BackendException e) {
      fault.addSuppressed(e);
    }
  }

  /** Ends the sessions. To be called when no call runs. */
  @Override
  public void close() {
    try (together) {
      if (alone.isPresent()) {
        alone.get().close();
      }
    } catch (OrtException e) {
      throw ModelFile.fault(model, "failed to close: " + e.getMessage(), e);
    }
  }
}
