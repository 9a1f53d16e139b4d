package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.djl.DjlTrainableNetwork;
import org.pigdiffusion.djl.ShownImages;
import org.pigdiffusion.djl.TrainingBatch;
import org.pigdiffusion.safetensors.NetworkFile;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.LossWeighting;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.ToldAugmentation;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/** Training with augmentation that the networks are told of. */
class ToldTrainingTest {
  private static final String LAYER = "temb.labels.weight";
  private static final Augmentation STRONG =
      new Augmentation(0.5, 0.5, 1).withTold(new ToldAugmentation(0.6, 0.6));

  @TempDir Path folder;

  private static TrainingConfig.Builder config() {
    return TinyRun.config().augmentation(STRONG).steps(5, 4).validation(3, 0);
  }

  private TrainingReport train(String run, TrainingListener listener) {
    return TinyRun.train(folder.resolve(run), config().build(), listener);
  }

  private float[] layer(String run, String role, int step, String file) {
    Path checkpoint = folder.resolve(run).resolve(role).resolve("step-%08d".formatted(step));
    NetworkFile content = NetworkFile.read(checkpoint.resolve(file));
    assertEquals(ToldChange.LABELS, content.config().augmentationLabels());
    return content.weights().values(LAYER);
  }

  /** The layer learns, and is kept with its moments and mean; nobody is given it. */
  @Test
  void theLayerIsInTheCheckpointsAlone() throws IOException {
    TrainingReport report = train("run", TrainingListener.none());
    float[] zero = new float[ToldChange.LABELS * TinyRun.network().baseWidth()];
    for (StageReport stage : report.stages()) {
      String role = stage.role() == Role.X ? "x" : "y";
      for (String file :
          new String[] {
            Checkpoint.WEIGHTS,
            Checkpoint.AVERAGE,
            Checkpoint.FIRST_MOMENT,
            Checkpoint.SECOND_MOMENT
          }) {
        float[] learnt = layer("run", role, stage.steps(), file);
        assertEquals(zero.length, learnt.length);
        assertFalse(Arrays.equals(zero, learnt), file);
      }
      assertEquals(0, stage.network().augmentationLabels());
      assertFalse(stage.weights().arrays().containsKey(LAYER));
    }
    Path pair = folder.resolve("pair");
    new PairExport(GuideTransform.identity()).write(pair, config().build(), report);
    assertFalse(
        Files.readString(pair.resolve("y.onnx"), StandardCharsets.ISO_8859_1).contains("abels"));
  }

  @Test
  void aRunThatWasStoppedInEitherStageGoesOnExactly() {
    for (int stop : new int[] {2, 4, 2}) {
      assertFalse(train("stopped", new StopAfter(stop)).complete());
    }
    assertEquals(
        TinyRun.summary(train("whole", TrainingListener.none())),
        TinyRun.summary(train("stopped", TrainingListener.none())));
  }

  /** Stops after some steps. */
  private static final class StopAfter implements TrainingListener {
    private final int steps;
    private int done;

    StopAfter(int steps) {
      this.steps = steps;
    }

    @Override
    public void onStep(Step step) {
      done++;
    }

    @Override
    public boolean isCancelled() {
      return done >= steps;
    }
  }

  /** Another probability is another run; so is none. */
  @Test
  void aRunGoesOnWithItsOwnAugmentation() {
    train("run", new StopAfter(2));
    for (ToldAugmentation other :
        new ToldAugmentation[] {ToldAugmentation.none(), new ToldAugmentation(0.6, 0)}) {
      TrainingConfig config = config().augmentation(STRONG.withTold(other)).build();
      String message =
          refusal(() -> TinyRun.train(folder.resolve("run"), config, new StopAfter(1)));
      assertTrue(message.contains("augmentation.told.greys: now 0.0, there 0.6"), message);
    }
  }

  private static String refusal(Runnable attempt) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }

  /** All but the pairs and labels is as it is without; validations are not changed at all. */
  @Test
  void batchesDifferInPairsAndLabelsAlone() {
    Randomness randomness = new Randomness(1, Role.X);
    TrainingConfig told = config().build();
    TrainingConfig untold = config().augmentation(STRONG.withTold(ToldAugmentation.none())).build();
    DrawnPairs with = new Batches(TinyRun.pairs(10, 1), told, randomness).draw(2);
    DrawnPairs without = new Batches(TinyRun.pairs(10, 1), untold, randomness).draw(2);
    assertEquals(without.noiseX(), with.noiseX());
    assertEquals(without.times(), with.times());
    assertNotEquals(without.x0(), with.x0());
    assertEquals(new Shape(3, 0, 1, 1), without.labels().shape());
    for (int n = 0; n < 3; n++) {
      boolean changed = !without.y0().slice(n, n + 1).equals(with.y0().slice(n, n + 1));
      float[] label = with.labels().slice(n, n + 1).toArray();
      assertEquals(changed, !Arrays.equals(new float[ToldChange.LABELS], label));
    }
  }

  /** Model x is told in stage Y what it was told in its own. */
  @Test
  void theFrozenModelXIsToldToo() {
    TrainingConfig config = config().build();
    DrawnPairs drawn = new Batches(TinyRun.pairs(10, 1), config, new Randomness(1, Role.Y)).draw(2);
    UNet netX = ToldNetwork.of(new UNet(TinyRun.network()), config);
    Weights weights = RandomWeights.of(netX.config(), 2);
    try (DjlTrainableNetwork modelX = DjlTrainableNetwork.of(netX, weights)) {
      PairObjective objective = PairObjective.ofY(config, modelX, GuideTransform.identity());
      TrainingBatch batch = objective.batch(drawn, LossWeighting.NONE);
      Tensor xt = PairObjective.ofX(config).batch(drawn, LossWeighting.NONE).noisy();
      Tensor answer =
          modelX.predict(new ShownImages(xt, batch.noisy(), batch.times(), drawn.labels()));
      assertEquals(
          config.prediction().estimate(answer, xt, config.schedule().at(drawn.t())).clean(),
          batch.condition());
      Tensor untold =
          modelX.predict(
              new ShownImages(xt, batch.noisy(), batch.times(), ToldNetwork.nothing(config, 3)));
      assertNotEquals(untold, answer);
    }
  }

  @Test
  void aGivenModelXCannotBeTold() {
    TrainingConfig config = config().steps(0, 2).build();
    DjlPairedTrainer trainer =
        DjlPairedTrainer.of(folder, TinyRun.network(), config)
            .startingFrom(Role.X, RandomWeights.of(TinyRun.network(), 1));
    String message =
        refusal(
            () -> trainer.train(TinyRun.pairs(4, 1), TinyRun.pairs(2, 9), TrainingListener.none()));
    assertTrue(message.startsWith("augmentation: expected none that is told"), message);
  }

  @Test
  void networksComeWithoutLabels() {
    UNetConfig labelled = TinyRun.network().toBuilder().augmentationLabels(9).build();
    String message = refusal(() -> DjlPairedTrainer.of(folder, labelled, config().build()));
    assertTrue(message.startsWith("networkX: expected no augmentation labels"), message);
    String pairs = refusal(() -> new AugmentedPairs(TinyRun.pairs(2, 1), STRONG));
    assertTrue(pairs.startsWith("augmentation: expected none that is told"), pairs);
  }

  /** Weights that are handed on have no layer: a larger size, or another run, starts it at 0. */
  @Test
  void eachSizeStartsTheLayerAtZero() {
    UNet told = ToldNetwork.of(new UNet(TinyRun.network()), config().build());
    Weights weights = RandomWeights.of(told.config(), 4);
    Weights plain = ToldNetwork.plain(told, weights);
    Weights begun = ToldNetwork.begun(told, plain);
    assertArrayEquals(new float[weights.values(LAYER).length], begun.values(LAYER));
    assertEquals(plain, ToldNetwork.plain(told, begun));
    TrainingReport report =
        DjlPairedTrainer.of(folder, TinyRun.network(), config().steps(2, 2).build())
            .coarseFirst(1)
            .train(TinyRun.pairs(4, 1), TinyRun.pairs(2, 9), TrainingListener.none());
    assertTrue(report.complete());
  }
}
