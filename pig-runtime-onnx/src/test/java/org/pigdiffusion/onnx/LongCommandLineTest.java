package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process whose command line is as long as those that development environments make: ONNX Runtime
 * 1.29 ends it with a segmentation fault where the stack is of the usual size.
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
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlong=" + "x".repeat(LENGTH),
                Opener.class.getName(),
                file.toString())
            .inheritIO();
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    assertEquals(0, builder.start().waitFor());
  }
}
