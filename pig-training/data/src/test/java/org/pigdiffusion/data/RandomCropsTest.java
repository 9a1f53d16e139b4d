package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;

class RandomCropsTest {
  private static final int DRAWS = 300;
  private static final RandomCrop AS_IT_IS = RandomCrop.zoom(1, 1);

  @TempDir Path folder;

  /** A pair of the given size; the functions give grey values by row and column. */
  private void pair(
      String name, int height, int width, IntBinaryOperator image, IntBinaryOperator mask)
      throws IOException {
    int[] ofImage = new int[height * width];
    int[] ofMask = new int[height * width];
    for (int i = 0; i < ofImage.length; i++) {
      ofImage[i] = image.applyAsInt(i / width, i % width);
      ofMask[i] = mask.applyAsInt(i / width, i % width);
    }
    TestPictures.grey(folder.resolve("images/" + name + ".png"), 8, width, ofImage);
    TestPictures.grey(folder.resolve("masks/" + name + ".png"), 8, width, ofMask);
  }

  private RandomCrops crops(int height, int width, RandomCrop rule) {
    return crops(Preprocessing.builder(height, width).build(), rule);
  }

  private RandomCrops crops(Preprocessing preprocessing, RandomCrop rule) {
    return RandomCrops.folder(folder, FolderLayout.standard(), preprocessing, rule);
  }

  /** The columns of the picture that a column of the crop shows, if grey values rise by 1. */
  private static double slope(PairExample crop) {
    Tensor y = crop.y();
    int last = y.shape().width() - 1;
    return (y.at(0, 0, 0, last) - y.at(0, 0, 0, 0)) / last * 255 / 2;
  }

  @Test
  void imageAndMaskAreCutAtTheSamePlaces() throws IOException {
    pair("a", 10, 12, (row, column) -> 16 * row + column, (row, column) -> row > column ? 255 : 0);
    RandomCrops crops = crops(8, 8, AS_IT_IS);
    Set<Tensor> seen = new HashSet<>();
    for (int key = 0; key < DRAWS; key++) {
      PairExample crop = crops.draw(0, key);
      assertEquals(new Shape(1, 1, 8, 8), crop.y().shape());
      for (int i = 0; i < 64; i++) {
        int grey = Math.round((crop.y().at(0, 0, i / 8, i % 8) + 1) / 2 * 255);
        assertEquals(grey / 16 > grey % 16 ? 1f : -1f, crop.x().at(0, 0, i / 8, i % 8));
        assertEquals(
            Math.round((crop.y().at(0, 0, 0, 0) + 1) / 2 * 255) + i / 8 * 16 + i % 8, grey);
      }
      seen.add(crop.y());
    }
    assertEquals(3 * 5, seen.size(), "every place is met");
  }

  @Test
  void aDrawDependsOnItsKeyAndPairAlone() throws IOException {
    pair("a", 40, 60, (row, column) -> 4 * row + column, (row, column) -> 0);
    pair("b", 40, 60, (row, column) -> 4 * row + column + 1, (row, column) -> 0);
    RandomCrop rule = RandomCrop.zoom(0.5, 2);
    RandomCrops crops = crops(8, 8, rule);
    Tensor fifth = crops.draw(0, 5).y();
    assertNotEquals(fifth, crops.draw(0, 6).y());
    assertNotEquals(fifth, crops.draw(1, 5).y());
    assertEquals(fifth, crops.draw(0, 5).y());
    assertEquals(fifth, crops(8, 8, rule).draw(0, 5).y());
    assertEquals(crops.draw(1, 0).y(), crops.example(1).y());
    Split.Parts parts = crops.split(new Split(0.5, 1));
    int inTraining = parts.training().example(0).name().equals("a") ? 0 : 1;
    assertEquals(crops.draw(inTraining, 9).y(), parts.training().draw(0, 9).y());
  }

  @Test
  void zoomsLieBetweenTheLimitsAndSpreadOverThem() throws IOException {
    pair("a", 64, 100, (row, column) -> column, (row, column) -> 0);
    RandomCrops crops = crops(8, 8, RandomCrop.zoom(0.25, 2));
    double[] zooms =
        IntStream.range(0, DRAWS).mapToDouble(key -> 1 / slope(crops.draw(0, key))).toArray();
    DoubleSummaryStatistics all = DoubleStream.of(zooms).summaryStatistics();
    assertTrue(all.getMin() > 0.249 && all.getMin() < 0.27, all.toString());
    assertTrue(all.getMax() < 2.4 && all.getMax() > 1.5, all.toString());
    double below = DoubleStream.of(zooms).map(z -> z < Math.sqrt(0.5) ? 1 : 0).sum();
    assertEquals(DRAWS / 2.0, below, DRAWS * 0.1, "the median is the geometric mean");
  }

  @Test
  void aZoomThatThePictureIsTooSmallForShowsItsShorterSide() throws IOException {
    pair("a", 16, 100, (row, column) -> column, (row, column) -> 0);
    RandomCrops crops = crops(8, 8, RandomCrop.zoom(0.01, 0.02));
    assertEquals(2, slope(crops.draw(0, 1)), 1e-3);
  }

  @Test
  void sizesOfLesionsAreBroughtTogether() throws IOException {
    pair(
        "large",
        90,
        90,
        (row, column) -> column,
        (row, column) -> row < 20 && column < 20 ? 255 : 0);
    pair("none", 90, 90, (row, column) -> column + 1, (row, column) -> 0);
    double diameter = 2 * Math.sqrt(20 * 20 / Math.PI);
    RandomCrops crops = crops(16, 16, AS_IT_IS.lesionDiameter(diameter / 4));
    assertEquals(4, slope(crops.draw(0, 1)), 1e-3);
    assertEquals(1, slope(crops.draw(1, 1)), 1e-3);
  }

  @Test
  void cropsAroundLesionsHoldSomeOfThem() throws IOException {
    pair(
        "a",
        50,
        50,
        (row, column) -> row + column,
        (row, column) -> row == 3 && column == 30 ? 255 : 0);
    RandomCrops crops = crops(8, 8, AS_IT_IS.aroundLesions());
    Set<Tensor> seen = new HashSet<>();
    for (int key = 0; key < DRAWS; key++) {
      Tensor x = crops.draw(0, key).x();
      seen.add(x);
      assertEquals(-62, IntStream.range(0, 64).mapToDouble(i -> x.at(0, 0, i / 8, i % 8)).sum());
    }
    assertEquals(4 * 8, seen.size(), "anywhere in the crop, save where the picture ends");
  }

  @Test
  void theClassOfTheGreatestShareWinsAndLinesCountByTheirLength() throws IOException {
    pair(
        "a", 32, 32, (row, column) -> row, (row, column) -> column == 13 ? 2 : column < 13 ? 1 : 0);
    Preprocessing classes = Preprocessing.builder(8, 8).mask(MaskEncoding.classes(0, 1, 2)).build();
    RandomCrop whole = RandomCrop.zoom(0.25, 0.25);
    Tensor areas = crops(classes, whole).draw(0, 1).x();
    Tensor lines = crops(classes, whole.keepingLines(2)).draw(0, 1).x();
    assertEquals("11100000", row(areas, 5));
    assertEquals("11120000", row(lines, 5));
    assertEquals(3, lines.shape().channels());
  }

  @Test
  void islandsAreRemovedFromEachCropAtItsOwnSize() throws IOException {
    pair(
        "a",
        32,
        32,
        (row, column) -> row,
        (row, column) ->
            row / 4 == 3 && column / 4 == 3 ? 1 : row / 4 == 5 && column / 8 == 2 ? 2 : 0);
    Preprocessing classes =
        Preprocessing.builder(8, 8).mask(MaskEncoding.classes(0, 1, 2)).leastPatch(2).build();
    Tensor quarter = crops(classes, RandomCrop.zoom(0.25, 0.25)).draw(0, 1).x();
    assertEquals("00000000", row(quarter, 3));
    assertEquals("00002200", row(quarter, 5));
    Preprocessing larger =
        Preprocessing.builder(16, 16).mask(MaskEncoding.classes(0, 1, 2)).leastPatch(2).build();
    Tensor half = crops(larger, RandomCrop.zoom(0.5, 0.5)).draw(0, 1).x();
    assertEquals("0000001100000000", row(half, 6));
  }

  private static String row(Tensor x, int row) {
    StringBuilder classes = new StringBuilder();
    for (int column = 0; column < x.shape().width(); column++) {
      for (int c = 0; c < x.shape().channels(); c++) {
        classes.append(x.at(0, c, row, column) == 1 ? "" + c : "");
      }
    }
    return classes.toString();
  }

  @Test
  void intensitiesAreThoseOfTheWholePicture() throws IOException {
    pair("a", 8, 64, (row, column) -> 100 + column, (row, column) -> 0);
    Preprocessing stretched =
        Preprocessing.builder(8, 8).intensity(IntensityScaling.minMax()).build();
    RandomCrops crops = crops(stretched, AS_IT_IS);
    for (int key = 0; key < 20; key++) {
      assertEquals(2.0 / 63, slope(crops.draw(0, key)) * 2 / 255, 1e-4);
    }
  }

  @Test
  void picturesTooSmallForACropAreReportedTogether() throws IOException {
    pair("a", 8, 7, (row, column) -> column, (row, column) -> 0);
    pair("b", 8, 8, (row, column) -> column, (row, column) -> 0);
    pair("c", 7, 9, (row, column) -> column, (row, column) -> 0);
    InvalidDataException refusal =
        assertThrows(InvalidDataException.class, () -> crops(8, 8, AS_IT_IS));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("images/a.png: TOO_SMALL"), message);
    assertTrue(message.contains("images/c.png: TOO_SMALL"), message);
    assertTrue(!message.contains("b.png"), message);
  }

  @Test
  void rulesOutOfRangeAreRefused() {
    assertRefused("leastZoom", () -> RandomCrop.zoom(0, 1));
    assertRefused("leastZoom", () -> RandomCrop.zoom(1, 0.5));
    assertRefused("mostZoom", () -> RandomCrop.zoom(1, Double.POSITIVE_INFINITY));
    assertRefused("lesionDiameter", () -> AS_IT_IS.lesionDiameter(0));
    assertRefused("lines", () -> AS_IT_IS.keepingLines(0));
  }

  @Test
  void aFitWithoutASayIsRefused() throws IOException {
    pair("a", 8, 16, (row, column) -> column, (row, column) -> row > column ? 255 : 0);
    assertEquals(1, crops(8, 8, AS_IT_IS).size());
    for (Fit fit : new Fit[] {Fit.PAD, Fit.STRETCH}) {
      Preprocessing other = Preprocessing.builder(8, 8).fit(fit).build();
      String message = assertRefused("fit", () -> crops(other, AS_IT_IS));
      assertTrue(message.endsWith("found Fit." + fit + "; leave it out"), message);
    }
  }
}
