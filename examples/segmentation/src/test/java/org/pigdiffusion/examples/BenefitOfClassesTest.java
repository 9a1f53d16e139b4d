package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationFigures;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.rivals.HowManyImages;
import org.pigdiffusion.examples.rivals.Table2;
import org.pigdiffusion.picture.Picture;
import org.pigdiffusion.picture.PixelDepth;
import org.pigdiffusion.report.FigureRow;
import org.pigdiffusion.report.FigureTable;

/** Masks of two classes: each class is told, and the verdict is on their mean. */
class BenefitOfClassesTest {
  private static final Bootstrap BOOTSTRAP = Bootstrap.of(50, 1);

  @TempDir Path folder;

  private static SegmentationRow row(String method, double... ofClasses) {
    List<SegmentationRow.TestImage> images = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      images.add(
          new SegmentationRow.TestImage(
              "image " + i,
              "group " + i,
              DoubleStream.of(ofClasses).mapToObj(BenefitOfClassesTest::figures).toList()));
    }
    return new SegmentationRow(new SegmentationRow.Key(method, 0, 1), 10, 10, Map.of(), images);
  }

  private static SegmentationFigures figures(double all) {
    Map<SegmentationFigure, Double> figures = new EnumMap<>(SegmentationFigure.class);
    for (SegmentationFigure figure : SegmentationFigure.values()) {
      figures.put(figure, all);
    }
    return new SegmentationFigures(figures);
  }

  private static final SegmentationResults RESULTS =
      SegmentationResults.of(List.of(row("real", 0.5, 0.25), row("pig 1x", 0.75, 0.125)));

  @Test
  void theVerdictIsOnTheMean() {
    assertEquals(
        "It is not shown that the generated pairs help or harm: with pig 1x, Dice (mean of 2 classes)"
            + " on unseen images changes by +6.3 (+6.3 to +6.3) points (95 % interval). Each network"
            + " was trained once, and another training may give another change: --seeds 3 trains"
            + " each three times.",
        Verdict.of(RESULTS, List.of("pig 1x"), BOOTSTRAP, SeenBefore.NO));
  }

  private static List<Double> values(FigureRow row) {
    return row.values().stream().map(value -> value.orElseThrow().value()).toList();
  }

  @Test
  void tablesTellTheDiceOfEachClassAndItsChange() {
    List<FigureTable> tables = new ClassTables(RESULTS, BOOTSTRAP).of("real");
    assertEquals(
        List.of("Each class", "Change of each class from real"),
        tables.stream().map(FigureTable::title).toList());
    FigureTable each = tables.get(0);
    assertEquals("Dice, class 2, %", each.columns().get(1).name());
    assertEquals(List.of("real", "pig 1x"), each.rows().stream().map(FigureRow::name).toList());
    assertEquals(List.of(0.5, 0.25), values(each.rows().get(0)));
    assertEquals(List.of(0.75, 0.125), values(each.rows().get(1)));
    assertEquals(List.of(0.25, -0.125), values(tables.get(1).rows().get(0)));
    assertEquals(List.of(), new ClassTables(RESULTS.ofClass(1), BOOTSTRAP).of("real"));
    String text = BenefitTable.of(RESULTS, BOOTSTRAP);
    assertTrue(text.contains("\n| pig 1x less real, class 2 | -0.125 (-0.125 to -0.125) |"), text);
  }

  /** Images of which a part is of class 1 and another of class 2. */
  private void writePairs(int count) throws IOException {
    Shape shape = new Shape(1, 1, 16, 16);
    for (int n = 0; n < count; n++) {
      float[] x = new float[3 * shape.size()];
      float[] y = new float[shape.size()];
      for (int i = 0; i < y.length; i++) {
        int label = i % 16 < 4 + n % 3 ? 1 : i / 16 > 9 ? 2 : 0;
        y[i] = (label - 1) / 2f + i * (n + 1) % 7 / 14f;
        for (int channel = 0; channel < 3; channel++) {
          x[channel * y.length + i] = channel == label ? 1 : -1;
        }
      }
      Picture.ofMask(Tensor.adopt(shape.withChannels(3), x))
          .writePng(folder.resolve("data/masks/" + n + ".png"));
      Picture.ofImage(Tensor.adopt(shape, y), PixelDepth.EIGHT)
          .writePng(folder.resolve("data/images/" + n + ".png"));
    }
  }

  private int run(Callable<Integer> program, StringWriter err, String... options) {
    String[] all = {
      "--folder=" + folder.resolve("data"),
      "--size=16",
      "--steps=2",
      "--batch=2",
      "--width=2",
      "--levels=2",
      "--out=" + folder.resolve("out")
    };
    return Program.commandLine(program)
        .setErr(new PrintWriter(err, true))
        .execute(Stream.of(all, options).flatMap(Arrays::stream).toArray(String[]::new));
  }

  @Test
  void aClassThatNoTestImageHasIsRefusedBeforeAnythingIsTimed() throws IOException {
    writePairs(8);
    for (Callable<Integer> program :
        List.of(new PairBenefit(), new Table2(), new HowManyImages())) {
      StringWriter err = new StringWriter();
      assertEquals(2, run(program, err, moreOptions(program)));
      assertTrue(
          err.toString()
              .contains(
                  "--mask-classes: expected each class in at least one of the %d test images of all"
                          .formatted(program instanceof HowManyImages ? 4 : 8)
                      + " folds, found none with class 2 (grey 200), so"),
          err::toString);
    }
    assertFalse(Files.exists(folder.resolve("out")));
  }

  private static String[] moreOptions(Callable<Integer> program) {
    String classes = "--mask-classes=0,128,200,255";
    return program instanceof HowManyImages
        ? new String[] {classes, "--counts=2,3", "--validation=0.5", "--compare", "--plan"}
        : new String[] {classes, "--folds=2", program instanceof Table2 ? "--plan" : "--no-pairs"};
  }

  @Test
  void theProgramWritesEachClass() throws IOException {
    writePairs(8);
    Path out = folder.resolve("out");
    StringWriter err = new StringWriter();
    int status =
        run(
            new PairBenefit(),
            err,
            "--mask-classes=0,128,255",
            "--no-pairs",
            "--folds=2",
            "--seeds=1",
            "--resamples=20");
    assertEquals(0, status, err::toString);
    List<String> lines = Files.readAllLines(out.resolve("results.csv"));
    assertEquals(1 + 8, lines.size());
    assertTrue(lines.get(0).contains(",boundary_iou,class1_dice,"), lines.get(0));
    assertTrue(Files.readString(out.resolve("results.json")).contains("\"classes\": 2"));
    String html = Files.readString(out.resolve("report.html"));
    for (String part :
        List.of(
            "networks reach a Dice (mean of 2 classes) of",
            "Means over all folds and the 2 classes",
            "Each class",
            "Dice, class 2",
            "Each figure of an image is the mean over its 2 classes")) {
      assertTrue(html.contains(part), part);
    }
    assertFalse(html.contains("Change of each class"), "there is no other method");
  }
}
