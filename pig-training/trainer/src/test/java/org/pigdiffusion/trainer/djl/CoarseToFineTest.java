package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.Threshold;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.unet.FinerLevels;
import org.pigdiffusion.unet.UNetConfig;

class CoarseToFineTest {
  private static final UNetConfig NETWORK = TinyRun.network();
  private static final PairSource TRAINING = TinyRun.pairs(10, 1);
  private static final PairSource VALIDATION = TinyRun.pairs(5, 1000);

  @TempDir Path folder;

  private static TrainingConfig.Builder config() {
    return TinyRun.config().steps(5, 4).validation(3, 0);
  }

  private DjlPairedTrainer trainer(String run) {
    return DjlPairedTrainer.of(folder.resolve(run), NETWORK, config().build()).coarseFirst(1);
  }

  private static TrainingReport train(DjlPairedTrainer trainer, TrainingListener listener) {
    return trainer.train(TRAINING, VALIDATION, listener);
  }

  /** By hand: half the size, then the whole with a level more. */
  @Test
  void eachSizeBeginsWithTheLevelsOfTheOneBefore() {
    FinerLevels finer = FinerLevels.of(NETWORK, 1);
    TrainingConfig whole = config().build();
    TrainingConfig half =
        config()
            .schedule(whole.schedule().shifted(2))
            .batch(2 * whole.batchSize(), whole.accumulation())
            .augmentation(new Augmentation(0.5, 0.5, 0))
            .build();
    TrainingReport first =
        DjlPairedTrainer.of(folder.resolve("half"), finer.without(), half)
            .train(new HalvedPairs(TRAINING), new HalvedPairs(VALIDATION), TrainingListener.none());
    DjlPairedTrainer second = DjlPairedTrainer.of(folder.resolve("whole"), NETWORK, whole);
    for (StageReport stage : first.stages()) {
      FinerLevels levels = FinerLevels.of(stage.role() == Role.X ? NETWORK : NETWORK.mirrored(), 1);
      second = second.startingFrom(stage.role(), levels.weights(stage.weights(), whole.seed()));
    }
    assertEquals(
        TinyRun.summary(train(second, TrainingListener.none())),
        TinyRun.summary(train(trainer("both"), TrainingListener.none())));
  }

  /** Else a pair would not tell how it was trained. */
  @Test
  void theModelsTellHowManySmallerSizesWereFirst() throws IOException {
    assertEquals("1", provenance(trainer("coarse")).get("coarseFirst"));
    DjlPairedTrainer whole =
        DjlPairedTrainer.of(folder.resolve("whole"), NETWORK, config().build());
    assertFalse(provenance(whole).containsKey("coarseFirst"));
  }

  private Map<String, String> provenance(DjlPairedTrainer trainer) throws IOException {
    Path pair = folder.resolve("pair");
    new PairExport(GuideTransform.binary(Threshold.absolute(0)))
        .write(pair, config().build(), train(trainer, TrainingListener.none()));
    try (OnnxPair models = OnnxPair.open(pair)) {
      return models.card(Role.Y).provenance();
    }
  }

  /** Notes the stages, and stops after some steps. */
  private static final class Recorder implements TrainingListener {
    private final int cancelAfter;
    private final List<String> stages = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private String size = "";
    private int steps;

    Recorder(int cancelAfter) {
      this.cancelAfter = cancelAfter;
    }

    @Override
    public void onSize(int height, int width) {
      size = height + "x" + width;
    }

    @Override
    public void onStep(Step step) {
      steps++;
      String stage = size + " " + step.role();
      if (!stages.contains(stage)) {
        stages.add(stage);
      }
    }

    @Override
    public void onSizeEnd(int height, int width, TrainingReport report) {
      List<Integer> losses = report.stages().stream().map(s -> s.trainingLoss().size()).toList();
      ends.add(height + "x" + width + " " + losses);
    }

    @Override
    public boolean isCancelled() {
      return steps >= cancelAfter;
    }
  }

  @Test
  void aRunThatWasStoppedAtAnySizeGoesOn() {
    for (int steps : new int[] {3, 4, 4}) {
      assertFalse(train(trainer("stopped"), new Recorder(steps)).complete());
    }
    Recorder none = new Recorder(0);
    assertFalse(train(trainer("stopped"), none).complete());
    assertEquals(List.of("4x4 [5, 4]", "8x8 [3]"), none.ends, "with the steps of before");
    Recorder rest = new Recorder(Integer.MAX_VALUE);
    TrainingReport resumed = train(trainer("stopped"), rest);
    assertEquals(List.of("8x8 X", "8x8 Y"), rest.stages, "the smaller size was done");
    Recorder all = new Recorder(Integer.MAX_VALUE);
    assertEquals(TinyRun.summary(train(trainer("whole"), all)), TinyRun.summary(resumed));
    assertEquals(List.of("4x4 X", "4x4 Y", "8x8 X", "8x8 Y"), all.stages);
  }

  @Test
  void aPixelOfHalfTheSizeIsTheMeanOfFour() {
    float[] y = {1, 0, -1, 0.5f, 1, 1, 0, -0.5f};
    Shape shape = new Shape(1, 1, 2, 4);
    PairExample pair = new PairExample("a", "b", Tensor.filled(shape, -1), Tensor.of(shape, y));
    PairSource one =
        new PairSource() {
          @Override
          public int size() {
            return 1;
          }

          @Override
          public PairExample example(int index) {
            return pair;
          }
        };
    PairExample half = new HalvedPairs(one).draw(0, 3);
    assertEquals(new Shape(1, 1, 1, 2), half.y().shape());
    assertArrayEquals(new float[] {0.75f, -0.25f}, half.y().toArray());
    assertArrayEquals(new float[] {-1, -1}, half.x().toArray());
    assertEquals("a", half.name());
    assertEquals("b", half.group());
  }

  private static String refusal(Runnable attempt) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }

  /** What a command says that is refused before its first step. */
  private String refusalOf(DjlPairedTrainer trainer) {
    Recorder recorder = new Recorder(Integer.MAX_VALUE);
    String message = refusal(() -> train(trainer, recorder));
    assertEquals(List.of(), recorder.stages, message);
    assertEquals("", recorder.size, "nothing was begun");
    return message;
  }

  @Test
  void aRunThatBeganWithSmallerSizesIsNotTakenForAnother() {
    train(trainer("run"), new Recorder(3));
    String none = refusalOf(trainer("run").coarseFirst(0));
    assertTrue(none.startsWith("coarseFirst: expected 1, since "), none);
    assertTrue(none.contains("coarse-1 is there") && none.contains("found 0;"), none);
    assertTrue(Files.notExists(folder.resolve("run/x")), "nothing was written");
    assertTrue(train(trainer("run"), TrainingListener.none()).complete());
    assertEquals(none, refusalOf(trainer("run").coarseFirst(0)));
  }

  @Test
  void aRunThatBeganAtTheWholeSizeIsNotTakenForAnother() {
    train(trainer("run").coarseFirst(0), TrainingListener.none());
    String one = refusalOf(trainer("run"));
    assertTrue(one.startsWith("coarseFirst: expected 0, since there are checkpoints in "), one);
    assertTrue(Files.notExists(folder.resolve("run/coarse-1")), "nothing was written");
  }

  @Test
  void aRunHasAsManySizesAsItBeganWith() {
    UNetConfig deep = NETWORK.toBuilder().multipliers(1, 1, 2).attentionLevels(Set.of(2)).build();
    DjlPairedTrainer trainer = DjlPairedTrainer.of(folder, deep, config().build());
    train(trainer.coarseFirst(1), new Recorder(2));
    String two = refusalOf(trainer.coarseFirst(2));
    assertTrue(two.startsWith("coarseFirst: expected 1, since there are checkpoints in "), two);
    assertTrue(Files.notExists(folder.resolve("coarse-2")), "nothing was written");
  }

  /** The whole size would no longer begin with the weights of the smaller one. */
  @Test
  void smallerSizesAreNotProlonged() {
    TrainingConfig few = config().steps(3, 0).build();
    train(DjlPairedTrainer.of(folder, NETWORK, few).coarseFirst(1), TrainingListener.none());
    TrainingConfig more = config().steps(5, 4).build();
    String message = refusalOf(DjlPairedTrainer.of(folder, NETWORK, more).coarseFirst(1));
    assertTrue(message.startsWith("stepsX: expected no more than the 3 done in "), message);
    TrainingConfig y = config().steps(3, 4).build();
    assertTrue(
        train(DjlPairedTrainer.of(folder, NETWORK, y).coarseFirst(1), TrainingListener.none())
            .complete(),
        "model y comes later");
  }

  @Test
  void networksWithoutLevelsToAddAreRefused() {
    String deep = refusal(() -> trainer("a").coarseFirst(2));
    assertTrue(deep.contains("found multipliers [1, 2] and attention at levels [1]"), deep);
    UNetConfig attentive = NETWORK.toBuilder().attentionLevels(ImmutableSortedSet.of(0, 1)).build();
    TrainingConfig config = config().build();
    String early = refusal(() -> DjlPairedTrainer.of(folder, attentive, config).coarseFirst(1));
    assertTrue(early.startsWith("network: expected multiplier 1 and no attention"), early);
    assertTrue(refusal(() -> trainer("a").coarseFirst(-1)).startsWith("halvings: expected"));
  }

  @Test
  void givenWeightsAreRefused() {
    TrainingReport report = TinyRun.train(folder, config().build(), TrainingListener.none());
    String message =
        refusal(() -> trainer("a").startingFrom(Role.X, report.stage(Role.X).weights()));
    assertTrue(message.startsWith("halvings: expected 0, since weights"), message);
  }
}
