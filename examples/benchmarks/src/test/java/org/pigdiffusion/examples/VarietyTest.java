package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ObjectArrays;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.examples.common.HeldOut;
import org.pigdiffusion.examples.common.Program;
import picocli.CommandLine;

/** Runs the program on little data. */
class VarietyTest {
  @TempDir Path folder;

  /** What a call printed, and what it refused. */
  private record Call(int status, String out, String err) {}

  private static Call call(String... more) {
    String[] options = {
      "--phantom=16",
      "--size=64",
      "--validation=0.4",
      "--models=../common/src/main/resources/phantom-64",
      "--pairs=6",
      "--method=ddim:3",
      "--resamples=20"
    };
    StringWriter err = new StringWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      CommandLine line =
          Program.commandLine(new Variety())
              .setErr(new PrintWriter(err, true))
              .setOverwrittenOptionsAllowed(true);
      int status = line.execute(ObjectArrays.concat(options, more, String.class));
      return new Call(status, out.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void tellsAreasAndWhatModelsKnowAndImages() throws IOException {
    Path extractor = TinyExtractor.write(folder.resolve("extractor.onnx"));
    Call call = call("--extractor=" + extractor, "--out=" + folder.resolve("out"));
    assertEquals(0, call.status(), call.err());
    String text = call.out();
    for (String part :
        new String[] {
          "# How much sampled pairs vary\n\nBeside 16 breast phantoms of seed 1 at 64. Sampled by ddim:3",
          HeldOut.NOT_KNOWN.sentences(),
          "\n| held out | 6 | ",
          "\n| sampled on from held-out pairs with noise of sigma ",
          "\n| images | number | MS-SSIM of two images |\n",
          "\n### Model x, shown the noisy image\n",
          "\n### Model y, shown the true mask\n",
          "| FD (extractor.onnx) |",
          " FRD |",
          "\n| of training pairs | 6 | ",
          "\n| made for the pair's finished masks | 6 | "
        }) {
      assertTrue(text.contains(part), part + " is not in:\n" + text);
    }
    assertTrue(
        !text.contains("NaN") && !text.toLowerCase(Locale.ROOT).contains("not measured"), text);
    assertTrue(Files.exists(folder.resolve("out/features")));
  }

  @Test
  void imagesAreLeftOutWithoutAnExtractor() {
    Call call = call("--sigmas=4");
    assertEquals(0, call.status(), call.err());
    assertTrue(
        call.out().endsWith("Not measured: this needs --extractor and --out.\n"), call.out());
    assertEquals(1, call.out().lines().filter(line -> line.startsWith("| sampled on")).count());
  }

  @Test
  void whatCannotBeUsedIsToldBeforeAnythingIsSampled() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");
    Call noExtractor = call("--extractor=" + file, "--out=" + folder.resolve("none"));
    assertTrue(noExtractor.err().contains("expected an ONNX model"), noExtractor.err());
    Path extractor = TinyExtractor.write(folder.resolve("extractor.onnx"));
    Call noFolder = call("--extractor=" + extractor, "--out=" + file);
    assertTrue(noFolder.err().contains("expected a folder or nothing there"), noFolder.err());
    for (Call refused : List.of(noExtractor, noFolder)) {
      assertEquals(1, refused.status());
      assertEquals("", refused.out());
    }
  }

  private static void assertRefused(String expected, String... options) {
    Call call = call(options);
    assertEquals(2, call.status(), call.err());
    assertTrue(call.err().startsWith("variety: " + expected), call.err());
    assertEquals("", call.out());
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    assertRefused("--pairs: expected at least 6 images", "--pairs=5");
    assertRefused("--reference: expected at least 6", "--reference=2");
    assertRefused("--validation: expected at least 6", "--validation=0.1");
    assertRefused("training pairs: expected at least 6", "--validation=0.9");
    assertRefused("--extractor, --out: expected both", "--out=" + folder.resolve("none"));
    assertRefused("--size: expected a multiple of 4", "--size=66");
    assertRefused("--sigmas: expected from", "--sigmas=1000");
    assertTrue(Files.notExists(folder.resolve("none")));
  }
}
