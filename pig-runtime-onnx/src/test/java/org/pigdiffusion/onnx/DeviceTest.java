package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.onnx.internal.session.CudaFault;

class DeviceTest {
  @TempDir Path folder;

  private OnnxDenoiser.Builder tiny() throws IOException {
    Path file = folder.resolve("tiny.onnx");
    UNetOnnxWriter.write(file, TestModels.tiny(1));
    return OnnxDenoiser.builder(file);
  }

  @Test
  void devicesAreValues() {
    assertEquals(Device.cuda(1), Device.cuda(1));
    assertEquals("cuda:1", Device.cudaElseCpu(1).toString());
    assertEquals("cpu", Device.cpu().toString());
    assertFalse(Device.cuda(0).equals(Device.cudaElseCpu(0)));
    assertThrows(IllegalArgumentException.class, () -> Device.cuda(-1));
  }

  @Test
  void withoutCudaInTheJarTheArtifactIsNamed() throws IOException {
    assumeTrue(CudaFault.isCpuBuild(OrtEnvironment.getAvailableProviders()));
    OnnxDenoiser.Builder cuda = tiny().device(Device.cuda(0));
    String message = String.valueOf(assertThrows(BackendException.class, cuda::open).getMessage());
    assertTrue(message.startsWith("model " + folder.resolve("tiny.onnx")), message);
    assertTrue(message.contains("cuda:0 was asked for"), message);
    assertTrue(message.contains("com.microsoft.onnxruntime:onnxruntime_gpu"), message);
  }

  @Test
  void cudaElseCpuTellsWhereItRuns() throws IOException {
    assumeTrue(CudaFault.isCpuBuild(OrtEnvironment.getAvailableProviders()));
    try (OnnxDenoiser denoiser =
        tiny().device(Device.cudaElseCpu(0)).providerOption("use_tf32", "0").open()) {
      assertEquals("cpu", denoiser.spec().device());
    }
  }

  @Test
  void aFaultyModelIsNoReasonToFallBack() throws IOException {
    Path missing = folder.resolve("missing.onnx");
    OnnxDenoiser.Builder settings = OnnxDenoiser.builder(missing).device(Device.cudaElseCpu(0));
    String message =
        String.valueOf(assertThrows(BackendException.class, settings::open).getMessage());
    assertTrue(message.contains("found nothing there"), message);
  }

  @Test
  void providerOptionsNeedAProvider() throws IOException {
    OnnxDenoiser.Builder settings = tiny().providerOption("use_tf32", "0");
    assertThrows(IllegalArgumentException.class, settings::open);
  }

  @Test
  void theEnginesMessagesAreTurnedIntoWhatIsMissing() {
    assertTrue(CudaFault.isCpuBuild(EnumSet.of(OrtProvider.CPU)));
    assertFalse(CudaFault.isCpuBuild(EnumSet.of(OrtProvider.CPU, OrtProvider.CUDA)));
    String library =
        CudaFault.explain(
            "Failed to load library libonnxruntime_providers_cuda.so with error:"
                + " libcublasLt.so.12: cannot open shared object file: No such file or directory");
    assertTrue(
        library.startsWith("the shared library libcublasLt.so.12 cannot be loaded"), library);
    assertTrue(library.contains("CUDA 12 and cuDNN 9"), library);
    String windows = CudaFault.explain("which depends on \"cudnn64_9.dll\" which is missing");
    assertTrue(windows.startsWith("the shared library cudnn64_9.dll"), windows);
    String unnamed = CudaFault.explain("Error code - ORT_EP_FAIL: Failed to load shared library");
    assertTrue(unnamed.startsWith("a shared library of CUDA cannot be loaded"), unnamed);
    String ordinal = CudaFault.explain("CUDA failure 101: invalid device ordinal ; GPU=9");
    assertTrue(ordinal.startsWith("there is no such GPU") && ordinal.contains("GPU=9"), ordinal);
    assertTrue(CudaFault.isIn("CUDA failure 100: no CUDA-capable device is detected"));
    assertFalse(CudaFault.isIn("Node (out) Op (Add) [ShapeInferenceError]"));
  }
}
