package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quick start's memory does not grow with the number of pairs. */
class QuickstartMemoryTest {
  private static final int PAIRS = 160;

  @TempDir Path folder;

  /** The contact sheet of all pairs alone would take 32 MB. */
  @Test
  void manyPairsInASmallHeap() throws Exception {
    Path out = folder.resolve("pairs");
    Path printed = folder.resolve("printed");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            // The sheet of 64 pairs takes 13 MB in one piece: most of the heap is one generation.
            "-XX:+UseSerialGC",
            "-Xmn4m",
            "-Djava.awt.headless=true",
            Quickstart.class.getName(),
            "--pairs=" + PAIRS,
            "--method=ddim:1",
            "--out=" + out);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    int status = builder.start().waitFor();
    String said = Files.readString(printed);
    assertEquals(0, status, said);
    assertTrue(said.contains("contact-sheet.png shows the first 64: image, mask, both."), said);
    assertEquals(PAIRS, count(out.resolve("images")));
    assertEquals(PAIRS, count(out.resolve("masks")));
    JsonArray manifest =
        JsonParser.parseString(Files.readString(out.resolve("manifest.json"))).getAsJsonArray();
    assertEquals(PAIRS, manifest.size());
    // 16 rows of four pairs, each 128 pixels high and apart from the next by 4.
    assertEquals(16 * 132 + 4, ImageIO.read(out.resolve("contact-sheet.png").toFile()).getHeight());
  }

  private static long count(Path files) throws IOException {
    try (Stream<Path> each = Files.list(files)) {
      return each.count();
    }
  }
}
