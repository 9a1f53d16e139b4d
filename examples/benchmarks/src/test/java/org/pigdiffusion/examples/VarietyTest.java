package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ObjectArrays;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    StringWriter err = new StringWriter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int status = line(err).execute(options(more));
      return new Call(status, out.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(before);
    }
  }

  private static CommandLine line(StringWriter err) {
    return Program.commandLine(new Variety())
        .setErr(new PrintWriter(err, true))
        .setOverwrittenOptionsAllowed(true);
  }

  private static String[] options(String... more) {
    String[] options = {
      "--phantom=16",
      "--size=64",
      "--validation=0.4",
      "--models=../common/src/main/resources/phantom-64",
      "--pairs=6",
      "--method=ddim:3",
      "--resamples=20"
    };
    return ObjectArrays.concat(options, more, String.class);
  }

  @Test
  void tellsAreasAndWhatModelsKnowAndImages() throws IOException {
    Path extractor = TinyExtractor.write(folder.resolve("extractor.onnx"));
    Call call =
        call(
            "--extractor=" + extractor,
            "--out=" + folder.resolve("out"),
            "--segmenter-steps=1",
            "--validation=0.6",
            "--pairs=8");
    assertEquals(0, call.status(), call.err());
    String text = call.out();
    for (String part :
        new String[] {
          "# How much sampled pairs vary\n\nBeside 16 breast phantoms of seed 1 at 64: 6 training"
              + " images, 10 held out. ",
          "Made with `--phantom=16 --size=64 --validation=0.6 --data-seed=1 ",
          " --pairs=8 --method=ddim:3 --seed=7",
          HeldOut.NOT_KNOWN.sentences(),
          "\n| training | 6 | ",
          "\n| held out | 10 | ",
          "\n| sampled | 8 | ",
          "\n| sampled on from held-out pairs with noise of sigma ",
          "\n| images | number | MS-SSIM of two images |\n",
          "\n### Model x, shown the noisy image\n",
          "\n### Model y, shown the true mask\n",
          "| FD (extractor.onnx) |",
          " FRD |",
          "\nEach row has 6 images, and is compared with 10 held-out real images.",
          "\n| of training pairs | 6 | ",
          "\n| as the pair samples | 6 | ",
          "\n| made for training masks | 6 | ",
          "\n| made for the pair's finished masks | 6 | ",
          "\nAgainst 10 held-out images: that says little."
        }) {
      assertTrue(text.contains(part), part + " is not in:\n" + text);
    }
    assertTrue(
        !text.contains("NaN") && !text.toLowerCase(Locale.ROOT).contains("not measured"), text);
    assertTrue(text.startsWith("# ") && !text.contains("Segmentation network"), text);
    assertTrue(!text.contains(folder.toString()) && !text.contains("phantom-64"), text);
    assertTrue(Files.exists(folder.resolve("out/features")));
  }

  @Test
  void imagesAreLeftOutWithoutAnExtractor() {
    Call call = call("--sigmas=4");
    assertEquals(0, call.status(), call.err());
    assertTrue(call.out().contains("\nMoved to the nearest step of --method"), call.out());
    assertTrue(
        call.out().endsWith("Not measured: this needs --extractor and --out.\n"), call.out());
    assertEquals(1, call.out().lines().filter(line -> line.startsWith("| sampled on")).count());
  }

  /** A stopped call has printed the tables that it had: each arrives as soon as it is there. */
  @Test
  void eachPartIsPrintedWhenItIsThere() {
    List<String> arrived = new ArrayList<>();
    OutputStream terminal =
        new OutputStream() {
          @Override
          public void write(int oneByte) {
            throw new AssertionError("not buffered");
          }

          @Override
          public void write(byte[] bytes, int from, int count) {
            arrived.add(new String(bytes, from, count, StandardCharsets.UTF_8));
          }
        };
    PrintStream before = System.out;
    System.setOut(
        new PrintStream(
            new BufferedOutputStream(terminal, 1 << 16), false, StandardCharsets.UTF_8));
    try {
      assertEquals(0, line(new StringWriter()).execute(options("--sigmas=64")));
    } finally {
      System.setOut(before);
    }
    List<String> starts =
        List.of(
            "# How much",
            "\nMoved",
            "\n## Areas",
            "\n## How much",
            "\n## What each",
            "\n## Images, by");
    assertEquals(starts.size(), arrived.size(), arrived::toString);
    for (int i = 0; i < starts.size(); i++) {
      assertTrue(arrived.get(i).startsWith(starts.get(i)), arrived.get(i));
    }
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
    assertRefused(
        "--validation: expected at least 6 images, found 2: of 16 images --validation 0.1 holds out 2;"
            + " train a pair with a greater --validation, or on more images",
        "--validation=0.1");
    assertRefused("training pairs: expected at least 6 images, found 2", "--validation=0.9");
    assertRefused("--segmenter-steps: expected with --extractor", "--segmenter-steps=20");
    assertRefused("--extractor, --out: expected both", "--out=" + folder.resolve("none"));
    assertRefused("--size: expected a multiple of 4", "--size=66");
    assertRefused("--sigmas: expected from", "--sigmas=1000");
    assertTrue(Files.notExists(folder.resolve("none")));
  }
}
