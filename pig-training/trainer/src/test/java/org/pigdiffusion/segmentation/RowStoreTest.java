package org.pigdiffusion.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.SegmentationComparison;
import org.pigdiffusion.evaluation.SegmentationFigures;
import org.pigdiffusion.evaluation.SegmentationRow;
import org.pigdiffusion.trainer.PairSource;

class RowStoreTest {
  private static final Map<String, String> SETTINGS = Map.of("steps", "2");

  private static final PairSource TEST = SmallSegmentation.classes(2).source();

  @TempDir Path folder;

  private static SegmentationRow row(String method) {
    return new SegmentationRow(
        new SegmentationRow.Key(method, 0, 1), 4, 0, Map.of("all", 2), List.of());
  }

  @Test
  void rowsWithoutTheirSettingsAreRefused() throws IOException {
    RowStore.open(folder, SETTINGS).add(row("real"));
    Path settings = folder.resolve("settings.json");
    Files.delete(settings);
    refused(settings, "real-fold0-seed1.json", () -> RowStore.open(folder, SETTINGS));
    assertTrue(Files.notExists(settings), "a refusal begins nothing");
    Files.delete(folder.resolve("rows/real-fold0-seed1.json"));
    assertEquals(Optional.empty(), RowStore.open(folder, SETTINGS).row(row("real").key(), TEST));
  }

  /** Generators of an earlier version said so of their images. */
  @Test
  void settingsThatTellOfFinishedImagesAreNoOthers() throws IOException {
    RowStore store = RowStore.open(folder, SETTINGS);
    store.requireSame("pig", Map.of("steps", "2", "images", "clamped"));
    store.requireSame("pig", SETTINGS);
    assertThrows(
        OtherSettingsException.class, () -> store.requireSame("pig", Map.of("steps", "3")));
  }

  @Test
  void rowsOfAGeneratorWithoutItsSettingsAreRefused() throws IOException {
    RowStore store = RowStore.open(folder, SETTINGS);
    store.add(row("real"));
    store.add(row("pig given 1x"));
    store.requireSame("pig", SETTINGS); // no row is its own
    store.requireSame("", SETTINGS);
    store.add(row("pig 1.5x"));
    store.add(row("2x"));
    for (String file : List.of("generator pig.json", "generator.json")) {
      Files.delete(folder.resolve(file));
    }
    refused(
        folder.resolve("generator pig.json"),
        "pig 1.5x-fold0-seed1.json",
        () -> store.requireSame("pig", SETTINGS));
    refused(
        folder.resolve("generator.json"),
        "2x-fold0-seed1.json",
        () -> store.requireSame("", SETTINGS));
  }

  /** As on file systems that take PIG for pig, or after a file was copied. */
  @Test
  void aRowOfAnotherKeyIsRefused() throws IOException {
    RowStore store = RowStore.open(folder, SETTINGS);
    store.add(row("real"));
    Path other = folder.resolve("rows/pig 1x-fold0-seed1.json");
    Files.copy(folder.resolve("rows/real-fold0-seed1.json"), other);
    assertEquals(Optional.of(row("real")), store.row(row("real").key(), TEST));
    assertEquals(
        other
            + ": expected the row pig 1x-fold0-seed1, found real-fold0-seed1; delete the file, and"
            + " the row is measured again",
        assertThrows(BackendException.class, () -> store.row(row("pig 1x").key(), TEST))
            .getMessage());
  }

  @Test
  void aDamagedRowIsRefusedWithTheRemedy() throws IOException {
    RowStore store = RowStore.open(folder, SETTINGS);
    Path file = folder.resolve("rows/real-fold0-seed1.json");
    Files.writeString(file, "{");
    String message =
        assertThrows(BackendException.class, () -> store.row(row("real").key(), TEST)).getMessage();
    assertTrue(message.startsWith(file + ": expected a row of"), message);
    assertTrue(message.endsWith("; delete the file, and the row is measured again"), message);
  }

  /** As after an edit: the mean would be of fewer images, or of others. */
  @Test
  void aRowOfOtherTestImagesIsRefused() throws IOException {
    RowStore store = RowStore.open(folder, SETTINGS);
    store.add(measured("pair 0", "pair 1"));
    assertEquals(2, store.row(row("real").key(), TEST).orElseThrow().images().size());
    refusedRow("the figures of 2 test images, found 0", measured());
    refusedRow("the figures of 2 test images, found 1", measured("pair 0"));
    refusedRow(
        "the figures of pair 1 of group pair 1, found b of group b", measured("pair 0", "b"));
  }

  private static SegmentationRow measured(String... names) {
    Tensor masks = TEST.example(0).x();
    List<SegmentationFigures> figures =
        SegmentationComparison.builder().build().ofEachClass(masks, masks).get(0);
    List<SegmentationRow.TestImage> images =
        Stream.of(names).map(name -> new SegmentationRow.TestImage(name, name, figures)).toList();
    return new SegmentationRow(row("real").key(), 4, 0, Map.of(), images);
  }

  private void refusedRow(String found, SegmentationRow row) throws IOException {
    RowStore store = RowStore.open(folder, SETTINGS);
    store.add(row);
    assertEquals(
        "%s: expected %s; delete the file, and the row is measured again"
            .formatted(folder.resolve("rows/real-fold0-seed1.json"), found),
        assertThrows(BackendException.class, () -> store.row(row.key(), TEST)).getMessage());
  }

  /** What is refused. */
  private interface Call {
    void run() throws IOException;
  }

  private void refused(Path settings, String row, Call call) {
    assertEquals(
        ("%s: expected the settings of the rows that are there, such as %s, found no file; put it"
                + " back from a copy, or delete these rows, and they are measured again")
            .formatted(settings, folder.resolve("rows").resolve(row)),
        assertThrows(BackendException.class, call::run).getMessage());
  }
}
