package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.OrtProvider;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in one sentence what a machine lacks for CUDA. */
public final class CudaFault {
  private static final Pattern LIBRARY =
      Pattern.compile("(lib(?:cu|nv)[\\w.-]*\\.so[.\\d]*|(?:cu|nv)[\\w.-]*\\.dll)");
  private static final Pattern CUDA =
      Pattern.compile("cuda|cudnn|cublas", Pattern.CASE_INSENSITIVE);

  private CudaFault() {}

  /** Whether ONNX Runtime on the class path was built without CUDA. */
  public static boolean isCpuBuild(Set<OrtProvider> available) {
    return !available.contains(OrtProvider.CUDA);
  }

  /** Whether an engine's message is about CUDA, and not about the model. */
  public static boolean isIn(String message) {
    return CUDA.matcher(message).find();
  }

  /** What is missing where the jar without CUDA is on the class path. */
  static String cpuBuild() {
    return "the class path holds com.microsoft.onnxruntime:onnxruntime, which has no CUDA: replace"
        + " it by com.microsoft.onnxruntime:onnxruntime_gpu of the same version (never both)";
  }

  /** What is missing, from the message of an engine with CUDA that could not start it. */
  public static String explain(String message) {
    Matcher library = LIBRARY.matcher(message);
    if (library.find()) {
      return "the shared library %s cannot be loaded: install the NVIDIA driver, CUDA 12 and cuDNN 9, and have their folders in the library path (%s)"
          .formatted(library.group(), message);
    }
    if (message.contains("Failed to load shared library")) {
      return "a shared library of CUDA cannot be loaded: install the NVIDIA driver, CUDA 12 and cuDNN 9, and have their folders in the library path (%s)"
          .formatted(message);
    }
    return "there is no such GPU, or its driver does not serve it (%s)".formatted(message);
  }
}
