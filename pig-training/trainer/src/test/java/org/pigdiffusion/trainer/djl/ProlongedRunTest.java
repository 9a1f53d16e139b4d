package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Role;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.LearningRateRule;
import org.pigdiffusion.trainer.LossWeighting;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;

/** More steps, or others, asked of a run that has gone some way: refused before the first step. */
class ProlongedRunTest {
  @TempDir Path folder;

  private final List<String> steps = new ArrayList<>();

  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void onStep(Step step) {
          steps.add(step.role() + " " + step.step());
        }
      };

  private static TrainingConfig.Builder config(int x, int y) {
    return TinyRun.config().steps(x, y).batch(2, 1).validation(1, 0).checkpoints(1, 1);
  }

  private TrainingReport train(TrainingConfig config) {
    steps.clear();
    return TinyRun.train(folder, config, listener);
  }

  /** Nothing was trained and no file was touched; gives the message. */
  private String refusal(TrainingConfig config) throws IOException {
    Map<String, String> before = files();
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> train(config));
    assertEquals(List.of(), steps);
    assertEquals(before, files());
    return String.valueOf(refusal.getMessage());
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        files.put(path.toString(), Files.getLastModifiedTime(path).toString());
      }
    }
    return files;
  }

  @Test
  void modelYMayLearnLonger() {
    train(config(2, 1).build());
    TrainingReport longer = train(config(2, 3).build());
    assertEquals(List.of("Y 2", "Y 3"), steps);
    assertTrue(longer.complete());
  }

  @Test
  void modelXMayLearnLongerBeforeModelYHasBegun() {
    train(config(2, 0).build());
    assertEquals(3, train(config(3, 1).build()).stage(Role.X).steps());
    assertEquals(List.of("X 3", "Y 1"), steps);
  }

  @Test
  void aLongerModelXThatModelYHasLearntFromIsRefused() throws IOException {
    train(config(2, 1).build());
    for (TrainingConfig longer : List.of(config(3, 1).build(), config(3, 0).build())) {
      String message = refusal(longer);
      assertTrue(message.startsWith("stepsX: expected no more than the 2 done"), message);
      assertTrue(message.contains("found 3") && message.contains("remove"), message);
    }
    remove(folder.resolve("y"));
    train(config(3, 1).build());
    assertEquals(List.of("X 3", "Y 1"), steps);
  }

  /** As if model x's part of the folder had been lost. */
  @Test
  void aModelXAnewBesideAnOldModelYIsRefused() throws IOException {
    train(config(2, 1).build());
    remove(folder.resolve("x"));
    String message = refusal(config(2, 1).build());
    assertTrue(message.startsWith("stepsX: expected no more than the 0 done"), message);
  }

  /** The remedy that is told at once is enough. */
  @Test
  void aDamagedModelXIsToldWithTheModelYThatLearntFromIt() throws IOException {
    TrainingConfig config = config(2, 1).checkpoints(1, 2).build();
    train(config);
    Path damaged = folder.resolve("x/step-00000002");
    Files.writeString(damaged.resolve("state.json"), "");
    TrainingException refusal = assertThrows(TrainingException.class, () -> train(config));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith("checkpoint " + damaged + " cannot be read: "), message);
    assertTrue(
        message.endsWith(
            "; remove it to go on from step-00000001, the one before; remove "
                + folder.resolve("y")
                + " too, since that model y has learnt from this model x"),
        message);
    remove(damaged);
    remove(folder.resolve("y"));
    train(config);
    assertEquals(List.of("X 2", "Y 1"), steps);
  }

  @Test
  void aDamagedModelXIsToldAloneIfNoModelYLearntFromIt() throws IOException {
    TrainingConfig config =
        config(2, 1).checkpoints(1, 2).targetCondition(TargetCondition.trueClean()).build();
    train(config);
    Files.writeString(folder.resolve("x/step-00000002/state.json"), "");
    TrainingException refusal = assertThrows(TrainingException.class, () -> train(config));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.endsWith("step-00000001, the one before"), message);
  }

  @Test
  void aLongerModelXIsNothingToAModelYThatLearntFromTheTruth() throws IOException {
    train(config(1, 1).targetCondition(TargetCondition.trueClean()).build());
    train(config(2, 2).targetCondition(TargetCondition.trueClean()).build());
    assertEquals(List.of("X 2", "Y 2"), steps);
    String message = refusal(config(3, 2).build());
    assertTrue(message.contains("guide: now PREDICTED_CLEAN of"), message);
  }

  /** A cosine's steps are part of the run: stage Y's were refused only after stage X. */
  @Test
  void stageYIsLookedAtBeforeStageXGoesOn() throws IOException {
    LearningRateRule cosine = new LearningRateRule.Cosine(0);
    TargetCondition truth = TargetCondition.trueClean();
    train(config(1, 1).targetCondition(truth).build());
    String message = refusal(config(2, 1).targetCondition(truth).learningRate(cosine).build());
    assertTrue(message.contains("learningRate.rule: now cosine, there onPlateau"), message);
    // Stage X does not depend on what model y is weighted by.
    message =
        refusal(
            config(2, 1)
                .targetCondition(truth)
                .weighting(LossWeighting.NONE, LossWeighting.MIN_SNR)
                .build());
    assertTrue(message.contains("weighting: now MIN_SNR, there NONE"), message);
  }

  @Test
  void anotherConditionIsRefused() throws IOException {
    train(config(1, 1).build());
    TargetCondition authors = TargetCondition.predictedClean(GuideTransform.authors());
    String message = refusal(config(1, 2).targetCondition(authors).build());
    assertTrue(
        message.contains("guide: now PREDICTED_CLEAN(then(")
            && message.contains("there PREDICTED_"),
        message);
  }

  /** The word that checkpoints had before conditions had transforms. */
  @Test
  void aCheckpointOfAnOlderVersionIsGoneOnFrom() throws IOException {
    train(config(1, 1).build());
    String state = Files.readString(folder.resolve("y/step-00000001/state.json"));
    assertTrue(state.contains("\"guide\":\"PREDICTED_CLEAN of "), state);
    train(config(1, 2).build());
    assertEquals(List.of("Y 2"), steps);
  }

  private static void remove(Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
