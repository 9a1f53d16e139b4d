package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.trainer.LearningRateRule;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.StopReason;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.unet.FinerLevels;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/** A training begins with the weights of an exported pair. */
class PairStartTest {
  private static final double RATE = 1e-3;
  private static final ImageSize SIZE_THERE = new ImageSize(64, 32);
  private static final UNetConfig NETWORK = TinyRun.network();

  @TempDir Path folder;

  private static TrainingConfig.Builder config(int x, int y) {
    return TinyRun.config()
        .steps(x, y)
        .batch(2, 1)
        .learningRate(new LearningRateRule.Constant(0))
        .optimiser(Optimiser.builder().learningRate(RATE).averageDecay(0).build());
  }

  private static TrainedModel model(Role role, long seed) {
    UNetConfig network = role == Role.X ? NETWORK : NETWORK.mirrored();
    NoiseSchedule schedule = config(1, 1).build().schedule();
    ModelCard card = ModelCard.builder(role, network, schedule).trainedSize(SIZE_THERE).build();
    return new TrainedModel(network, RandomWeights.of(network, seed), card);
  }

  @BeforeEach
  void savePair() throws IOException {
    OnnxPair.save(folder.resolve("pair"), model(Role.X, 1), model(Role.Y, 2));
    OnnxPair.save(folder.resolve("other"), model(Role.X, 3), model(Role.Y, 2));
  }

  private DjlPairedTrainer trainer(UNetConfig network, TrainingConfig config) {
    return DjlPairedTrainer.of(folder.resolve("run"), network, config);
  }

  private DjlPairedTrainer trainer(TrainingConfig.Builder config) {
    return trainer(NETWORK, config.build());
  }

  private static TrainingReport train(DjlPairedTrainer trainer) {
    return trainer.train(TinyRun.pairs(4, 1), TinyRun.pairs(2, 9), TrainingListener.none());
  }

  private static ImageSize sizeHere() {
    Shape images = TinyRun.pairs(1, 1).example(0).y().shape();
    return new ImageSize(images.height(), images.width());
  }

  /** Adam's first step moves no weight by more than the learning rate. */
  private static void assertOneStepFrom(Weights start, StageReport stage) {
    double furthest = 0;
    for (Map.Entry<String, Weights.Array> entry : start.arrays().entrySet()) {
      float[] before = entry.getValue().values();
      float[] after = stage.weights().values(entry.getKey());
      for (int i = 0; i < before.length; i++) {
        furthest = Math.max(furthest, Math.abs(after[i] - before[i]));
      }
    }
    assertEquals(RATE, furthest, 0.02 * RATE);
  }

  @Test
  void bothModelsBeginWithThoseOfThePair() {
    TrainingReport report = train(trainer(config(1, 1)).startingFrom(folder.resolve("pair")));
    assertOneStepFrom(model(Role.X, 1).weights(), report.stage(Role.X));
    assertEquals(Optional.of(sizeHere()), report.stage(Role.X).trainedSize());
    assertOneStepFrom(model(Role.Y, 2).weights(), report.stage(Role.Y));
  }

  @Test
  void finerLevelsArePutBeforeThoseOfThePair() {
    FinerLevels finer = FinerLevels.before(NETWORK, 1);
    TrainingConfig config = config(1, 1).build();
    TrainingReport report =
        train(trainer(finer.network(), config).startingFrom(folder.resolve("pair")));
    assertOneStepFrom(
        finer.weights(model(Role.X, 1).weights(), config.seed()), report.stage(Role.X));
    String message =
        refusal(
            () ->
                trainer(finer.network(), config(0, 1).build())
                    .startingFrom(folder.resolve("pair")));
    assertTrue(message.contains("unet.multipliers: now"), message);
  }

  @Test
  void aModelWithoutStepsStaysThatOfThePair() {
    TrainingReport report = train(trainer(config(0, 1)).startingFrom(folder.resolve("pair")));
    assertEquals(StopReason.GIVEN, report.stage(Role.X).reason());
    assertEquals(Optional.of(SIZE_THERE), report.stage(Role.X).trainedSize());
    assertEquals(Optional.of(sizeHere()), report.stage(Role.Y).trainedSize());
    assertEquals(model(Role.X, 1).weights(), report.stage(Role.X).weights());
  }

  @Test
  void modelYAloneNeedsItsOwnFileOnly() throws IOException {
    Files.delete(folder.resolve("pair/x.onnx"));
    TrainingConfig config = config(0, 1).targetCondition(TargetCondition.trueClean()).build();
    TrainingReport report =
        train(
            DjlPairedTrainer.unguided(folder.resolve("run"), NETWORK.mirrored(), config)
                .startingFrom(folder.resolve("pair")));
    assertOneStepFrom(model(Role.Y, 2).weights(), report.stage(Role.Y));
  }

  private static String refusal(Runnable attempt) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }

  @Test
  void aRunGoesOnOnlyFromThePairThatItBeganWith() {
    DjlPairedTrainer first = trainer(config(1, 0)).startingFrom(folder.resolve("pair"));
    assertEquals(TinyRun.summary(train(first)), TinyRun.summary(train(first)));
    for (DjlPairedTrainer otherwise :
        new DjlPairedTrainer[] {
          trainer(config(2, 0)), trainer(config(2, 0)).startingFrom(folder.resolve("other"))
        }) {
      String message = refusal(() -> train(otherwise));
      assertTrue(message.contains("initialWeights: now"), message);
    }
  }

  @Test
  void whatDiffersFromThePairIsNamed() {
    UNetConfig wider = NETWORK.toBuilder().baseWidth(8).patch(2).dropout(0).build();
    TrainingConfig config =
        config(1, 1)
            .prediction(PredictionType.VELOCITY)
            .schedule(NoiseSchedule.cosine(100))
            .build();
    String message = refusal(() -> trainer(wider, config).startingFrom(folder.resolve("pair")));
    assertEquals(
        "model X of "
            + folder.resolve("pair")
            + ": expected one of the network that is to be trained, found differences: prediction:"
            + " now VELOCITY, there NOISE; unet.baseWidth: now 8, there 4; unet.patch: now 2, there"
            + " 1",
        message);
  }

  @Test
  void theScheduleOfAModelWithoutStepsMustBeThatOfThePair() {
    TrainingConfig.Builder steps = config(1, 1).schedule(NoiseSchedule.cosine(100));
    trainer(steps).startingFrom(folder.resolve("pair"));
    String message = refusal(() -> trainer(steps.steps(0, 1)).startingFrom(folder.resolve("pair")));
    assertTrue(message.contains("schedule: now cosine(100)"), message);
  }

  @Test
  void filesThatHaveChangedPlacesAreRefused() throws IOException {
    Files.move(folder.resolve("pair/x.onnx"), folder.resolve("z"));
    Files.move(folder.resolve("pair/y.onnx"), folder.resolve("pair/x.onnx"));
    Files.move(folder.resolve("z"), folder.resolve("pair/y.onnx"));
    String message = refusal(() -> trainer(config(1, 1)).startingFrom(folder.resolve("pair")));
    assertTrue(message.endsWith("found differences: role: now X, there Y"), message);
  }
}
