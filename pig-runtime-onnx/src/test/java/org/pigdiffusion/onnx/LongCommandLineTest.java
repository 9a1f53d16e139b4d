package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.contract.JavaProcess;

/**
 * A process whose command line is as long as those that development environments make. Some
 * versions of ONNX Runtime, 1.29 among them, end it with a segmentation fault.
 */
class LongCommandLineTest {
  private static final int LENGTH = 100_000;

  @TempDir Path folder;

  /** Opens the model that it is given. */
  static final class Opener {
    private Opener() {}

    public static void main(String[] args) {
      OnnxDenoiser.open(Path.of(args[0])).close();
    }
  }

  @Test
  void opensAModel() throws IOException, InterruptedException {
    Path file = folder.resolve("model.onnx");
    UNetOnnxWriter.write(file, TestModels.tiny(1));
    JavaProcess process =
        JavaProcess.ofClass(List.of("-Dlong=" + "x".repeat(LENGTH)), Opener.class, file.toString());
    assertEquals(0, process.exitCode(), process.output());
  }
}
