package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the guide to PyTorch shows must work: its Python is the scripts that made the fixtures of
 * the tests, its Java compiles.
 */
class FromPyTorchGuideTest {
  private static final String SCRIPTS = "pig-runtime-onnx/src/test/python";

  @TempDir Path classes;

  private static Markdown guide() throws IOException {
    return Markdown.read("docs/guides/from-pytorch.md");
  }

  @Test
  void pythonIsThatOfTheFixtures() throws IOException {
    Map<String, String> names = new HashMap<>();
    try (Stream<Path> files = Files.list(Markdown.ROOT.resolve(SCRIPTS))) {
      for (Path file : files.toList()) {
        names.put(Files.readString(file), file.getFileName().toString());
      }
    }
    TreeSet<String> shown = new TreeSet<>();
    for (String block : guide().blocks("python")) {
      String name = names.get(block);
      assertTrue(name != null, "no script in " + SCRIPTS + " is this block:\n" + block);
      shown.add(name);
    }
    assertEquals(
        List.of(
            "describe.py",
            "export_concatenating.py",
            "export_diffusers.py",
            "export_two_inputs.py",
            "joint_run.py",
            "save_weights.py"),
        List.copyOf(shown));
  }

  @Test
  void javaCompiles() throws IOException {
    // Blocks that declare the same names as the one before them, and those that go on from it.
    String given = "Split.Parts parts, TrainingConfig config";
    String weights = given + ", UNetConfig network, Weights x, Weights y";
    int compiled = 0;
    for (String block : guide().blocks("java")) {
      boolean goesOn = block.contains("network") && !block.contains("UNetConfig network");
      new JavaSnippet(block).assertCompiles(goesOn ? weights : given, classes);
      compiled++;
    }
    assertTrue(compiled >= 8, "expected at least 8 blocks of Java, found " + compiled);
  }
}
