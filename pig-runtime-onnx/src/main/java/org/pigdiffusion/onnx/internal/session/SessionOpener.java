package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.onnx.internal.graph.ModelFile;
import org.pigdiffusion.onnx.internal.graph.ModelSource;

/** Opens a model on a device. */
final class SessionOpener {
  private static final System.Logger LOG = System.getLogger(SessionOpener.class.getName());

  private static final String CPU = "cpu";

  private final Engine engine;
  private final ModelSource model;
  private final Threads threads;
  private final Map<String, String> providerOptions;

  SessionOpener(
      Engine engine, ModelSource model, Threads threads, Map<String, String> providerOptions) {
    this.engine = engine;
    this.model = model;
    this.threads = threads;
    this.providerOptions = providerOptions;
  }

  /** The sessions of the model, to be closed by the caller. */
  Sessions open(Optional<Cuda> gpu) {
    if (gpu.isEmpty()) {
      return onCpu();
    }
    Cuda cuda = gpu.get();
    try {
      return new Sessions(model.name(), onCuda(cuda), Optional.empty(), 1, cuda.toString());
    } catch (NoCuda fault) {
      String message = "%s was asked for, but %s".formatted(cuda, fault.getMessage());
      if (cuda.otherwise() == Cuda.Otherwise.FAIL) {
        throw ModelFile.fault(model.name(), message, fault);
      }
      LOG.log(System.Logger.Level.WARNING, "model {0} runs on the cpu: {1}", model.name(), message);
      return onCpu();
    }
  }

  private Sessions onCpu() {
    int count = engine.count(threads);
    OrtSession together = onCpu(threads);
    try {
      Optional<OrtSession> alone =
          count > 1 ? Optional.of(onCpu(Threads.own(1, false))) : Optional.empty();
      return new Sessions(model.name(), together, alone, count, CPU);
    } catch (BackendException e) {
      try (together) {
        throw e;
      } catch (OrtException second) {
        e.addSuppressed(second);
        throw e;
      }
    }
  }

  private OrtSession onCpu(Threads some) {
    try (SessionOptions options = engine.options(some)) {
      return create(options);
    } catch (OrtException e) {
      throw refused(CPU, e);
    }
  }

  private OrtSession onCuda(Cuda device) throws NoCuda {
    if (CudaFault.isCpuBuild(OrtEnvironment.getAvailableProviders())) {
      throw new NoCuda(CudaFault.cpuBuild());
    }
    try (SessionOptions options = engine.options(threads)) {
      addCuda(options, device);
      return create(options);
    } catch (OrtException e) {
      if (CudaFault.isIn(String.valueOf(e.getMessage()))) {
        throw new NoCuda(CudaFault.explain(String.valueOf(e.getMessage())), e);
      }
      throw refused(device.toString(), e);
    }
  }

  private void addCuda(SessionOptions options, Cuda device) throws OrtException, NoCuda {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.index())) {
      for (Map.Entry<String, String> option : providerOptions.entrySet()) {
        cuda.add(option.getKey(), option.getValue());
      }
      options.addCUDA(cuda);
    } catch (OrtException e) {
      throw new NoCuda(CudaFault.explain(String.valueOf(e.getMessage())), e);
    }
  }

  private OrtSession create(SessionOptions options) throws OrtException {
    if (model.file().isEmpty()) {
      return engine.environment().createSession(model.bytes(), options);
    }
    return engine.environment().createSession(model.file().get().toString(), options);
  }

  private BackendException refused(String device, OrtException e) {
    return ModelFile.fault(
        model.name(), "ONNX Runtime refuses it on " + device + ": " + e.getMessage(), e);
  }

  /** CUDA cannot be had here; says what is missing. */
  private static final class NoCuda extends Exception {
    private static final long serialVersionUID = 1L;

    NoCuda(String message) {
      super(message);
    }

    NoCuda(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
