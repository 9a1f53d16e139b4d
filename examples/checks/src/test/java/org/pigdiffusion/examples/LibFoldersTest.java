package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What users run: the folders that the build has filled before it comes to this module. Skipped
 * where it was told to stop before it packages.
 */
class LibFoldersTest {
  @TempDir Path folder;

  private static Path lib(String project) {
    Path lib = Markdown.ROOT.resolve("examples/%s/target/lib".formatted(project));
    assumeTrue(Files.isDirectory(lib), "nothing is packaged");
    return lib;
  }

  private static List<String> jars(String project) throws IOException {
    try (Stream<Path> files = Files.list(lib(project))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void theQuickStartRunsWithoutPyTorch() throws Exception {
    List<String> engine =
        jars("quickstart").stream()
            .filter(jar -> jar.matches("(pytorch|api-|jna|pig-runtime-djl|pig-training-\\d).*"))
            .toList();
    assertEquals(List.of(), engine);
    Path printed = folder.resolve("printed");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                lib("quickstart") + "/*",
                "org.pigdiffusion.examples.Quickstart",
                "--pairs=1",
                "--method=ddim:1",
                "--out=" + folder.resolve("pairs"))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    assertEquals(0, process.waitFor(), Files.readString(printed));
    assertTrue(Files.exists(folder.resolve("pairs/manifest.json")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"training", "segmentation", "benchmarks"})
  void allOthersHaveBothEngines(String project) throws IOException {
    List<String> jars = jars(project);
    for (String needed :
        List.of("pytorch-native", "onnxruntime", "pig-runtime-djl", "pig-runtime-onnx", "gson")) {
      assertTrue(jars.stream().anyMatch(jar -> jar.startsWith(needed)), needed + " in " + jars);
    }
  }
}
