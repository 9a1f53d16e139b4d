package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.SamplingCancelledException;
import org.pigdiffusion.sampler.SamplingListener;
import org.pigdiffusion.sampler.Threshold;

class SampledRowsTest {
  private static final SampledRows.Models MODELS =
      new SampledRows.Models(
          FunctionDenoiser.pointwise(1, 1),
          FunctionDenoiser.pointwise(1, 1),
          GuideTransform.clamped(),
          GuideTransform.binary(Threshold.absolute(0)),
          NoiseSchedule.paper());

  private static final SamplingRow ROW = SamplingRow.parse("ddim:3");
  private static final SamplingRow HALF = SamplingRow.parse("ddim:4/every(2)");

  @TempDir Path folder;

  private SampledRows rows(String name, int pairs, String threads) {
    return new SampledRows(
        folder.resolve(name),
        MODELS,
        new SampledRows.Settings(pairs, 2, 8, 7, Map.of("threads", threads)));
  }

  private static SamplingListener nothing() {
    return new SamplingListener() {};
  }

  @Test
  void rowsInPiecesAreTheRowsInOneGo() throws IOException {
    SampledRows some = rows("pieces", 3, "1");
    assertEquals(2 * 3, some.evaluationsLeft(ROW));
    some.fill(ROW, nothing());
    assertEquals(0, some.evaluationsLeft(ROW));
    SampledRows more = rows("pieces", 5, "1");
    more.fill(ROW, nothing());
    SampledRows whole = rows("whole", 5, "1");
    whole.fill(ROW, nothing());
    assertEquals(whole.store(ROW).first(5), more.store(ROW).first(5));
    assertEquals(2, RowFigures.Cost.of(more.store(ROW).batches()).sessions());
    assertEquals(1, RowFigures.Cost.of(whole.store(ROW).batches()).sessions());
    assertTrue(Files.size(folder.resolve("whole/ddim_3/pairs.png")) > 0);
  }

  @Test
  void whatWasSampledBeforeAStopIsKept() throws IOException {
    SampledRows stopped = rows("stopped", 4, "1");
    SamplingListener afterOneBatch =
        new SamplingListener() {
          private int evaluations;

          @Override
          public void onEvaluation(Progress progress) {
            evaluations++;
          }

          @Override
          public boolean isCancelled() {
            return evaluations > 3;
          }
        };
    assertThrows(SamplingCancelledException.class, () -> stopped.fill(ROW, afterOneBatch));
    assertEquals(2, stopped.store(ROW).size());
    stopped.fill(ROW, nothing());
    assertEquals(4, stopped.store(ROW).size());
    Tensor images = stopped.store(ROW).first(4).y();
    assertEquals(images.clamp(-1, 1), images, "images are finished");
  }

  /** It was overwritten, so that rows of two circumstances were one. */
  @Test
  void aCircumstanceOfANameThatIsTakenIsRefused() {
    SampledRows.Settings settings =
        new SampledRows.Settings(2, 2, 8, 7, Map.of("size", "of the machine"));
    SampledRows rows = new SampledRows(folder.resolve("taken"), MODELS, settings);
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> rows.fill(ROW, nothing()));
    assertEquals(
        "circumstances: expected other names than those of a row's own settings, found size, which"
            + " is 8; give it another name",
        fault.getMessage());
    assertTrue(Files.notExists(folder.resolve("taken")));
  }

  @Test
  void costsOfBatchesWithoutNotesAreRefused() {
    IllegalArgumentException none =
        assertThrows(IllegalArgumentException.class, () -> RowFigures.Cost.of(List.of()));
    assertEquals("batches: expected at least one, found none", none.getMessage());
    assertFaultOfNotes("a note named seconds", Map.of("calls", "3"));
    assertFaultOfNotes("a number named seconds", Map.of("seconds", "soon"));
    assertFaultOfNotes("a note named calls", Map.of("seconds", "1"));
    assertFaultOfNotes("a note named session", Map.of("seconds", "1", "calls", "3"));
  }

  private static void assertFaultOfNotes(String expected, Map<String, String> notes) {
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class,
            () -> RowFigures.Cost.of(List.of(new PairStore.Batch(4, 2, notes))));
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.startsWith("batches: expected %s in each".formatted(expected)), message);
    assertTrue(message.contains("found the batch of pair 4"), message);
  }

  @Test
  void figuresAreThoseOfCompleteRowsTheDearestFirst() throws IOException {
    SampledRows rows = rows("rows", 4, "1");
    rows.fill(HALF, nothing());
    rows.fill(ROW, nothing());
    rows("rows", 3, "1").fill(SamplingRow.parse("ddim:2"), nothing());
    PairSet reference = rows.store(ROW).first(4);
    QualityCache cache =
        new QualityCache(
            folder.resolve("measured"),
            reference,
            "masks",
            () -> PairComparison.builder().against(reference));
    List<RowFigures> figures = rows.figures(cache);
    assertEquals(
        List.of("ddim:3", "ddim:4/every(2)"), figures.stream().map(RowFigures::name).toList());
    assertEquals(List.of(6.0, 6.0), figures.stream().map(RowFigures::calls).toList());
    Measured area = figures.get(0).quality().quantities().get(Quantity.MASK_AREA_DISTANCE);
    assertEquals(0, area.value(), 1e-12);
  }

  @Test
  void pairsOfOtherCircumstancesAreRefused() throws IOException {
    rows("a", 2, "1").fill(ROW, nothing());
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> rows("a", 2, "2").store(ROW));
    assertTrue(
        String.valueOf(fault.getMessage()).contains("threads: now 2, there 1"), fault.getMessage());
  }

  @Test
  void pairsOfAnotherAnnotationOrScheduleAreRefused() throws IOException {
    rows("a", 2, "1").fill(ROW, nothing());
    assertRefused(
        new SampledRows.Models(
            MODELS.x(), MODELS.y(), MODELS.guide(), GuideTransform.clamped(), MODELS.schedule()),
        "annotation: now clamped, there binary(absolute,0.0)");
    assertRefused(
        new SampledRows.Models(
            MODELS.x(),
            MODELS.y(),
            MODELS.guide(),
            MODELS.annotation(),
            NoiseSchedule.cosine(1000)),
        "schedule: now cosine(1000), there linear(");
  }

  private void assertRefused(SampledRows.Models models, String difference) {
    SampledRows other =
        new SampledRows(
            folder.resolve("a"),
            models,
            new SampledRows.Settings(2, 2, 8, 7, Map.of("threads", "1")));
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> other.store(ROW));
    assertTrue(String.valueOf(fault.getMessage()).contains(difference), fault.getMessage());
  }

  /** Else the row would be in the table twice, or not at all. */
  @Test
  void aRowUnderAnotherNameIsRefused() throws IOException {
    Path row = Files.createDirectories(folder.resolve("b/ddim_trailing_3"));
    Files.writeString(row.resolve("row.txt"), "ddim@trailing:3\n");
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> rows("b", 2, "1").begun());
    assertTrue(
        String.valueOf(fault.getMessage())
            .contains("expected the name ddim_3, since it holds row ddim:3"),
        fault.getMessage());
  }

  @Test
  void settingsBelowOneAreRefused() {
    Stream.<int[]>of(new int[] {0, 1, 1}, new int[] {1, 0, 1}, new int[] {1, 1, 0})
        .forEach(
            s ->
                assertThrows(
                    IllegalArgumentException.class,
                    () -> new SampledRows.Settings(s[0], s[1], s[2], 1, Map.of())));
  }
}
