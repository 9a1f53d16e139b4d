package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import com.google.common.collect.Iterables;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.DjlTrainableNetwork;
import org.pigdiffusion.djl.TrainingBatch;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.LossPoint;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.StageReport;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;

/** What others are given to learn from is what the trainer's own networks learn from. */
class TargetBatchesTest {
  private static final PairSource TRAINING = TinyRun.pairs(10, 1);
  private static final PairSource VALIDATION = TinyRun.pairs(5, 1000);

  @TempDir Path folder;

  private static TrainingConfig config() {
    return TinyRun.config()
        .targetCondition(TargetCondition.trueClean())
        .batch(4, 1)
        .steps(0, 1)
        .build();
  }

  private static UNetConfig network() {
    return TinyRun.network().toBuilder().dropout(0).build();
  }

  /** By the loss of the first step and of its validation, which no other batches would have. */
  @Test
  void theyAreThoseOfTheTrainer() {
    StageReport report =
        DjlPairedTrainer.unguided(folder, network(), config())
            .train(TRAINING, VALIDATION, TrainingListener.none())
            .stage(Role.Y);
    TargetBatches batches = TargetBatches.of(config(), TRAINING, VALIDATION);
    StageSetup setup = new StageSetup(Role.Y, new UNet(network()), config(), Optional.empty());
    try (DjlTrainableNetwork start =
            DjlTrainableNetwork.of(
                setup.net(), ParameterVector.weights(setup.net(), setup.start().weights));
        DjlTrainableNetwork end = DjlTrainableNetwork.of(setup.net(), report.weights())) {
      assertEquals(report.trainingLoss().get(0).loss(), start.loss(batches.draw(0)), 1e-6);
      LossPoint validated = Iterables.getOnlyElement(report.validationLoss());
      assertEquals(1, validated.step());
      assertEquals(batches.validationLoss(end::loss), validated.loss());
    }
  }

  @Test
  void aPassIsTheSameWhateverWasDrawnBefore() {
    TargetBatches batches = TargetBatches.of(config(), TRAINING, VALIDATION);
    TrainingBatch third = batches.draw(2);
    assertNotEquals(third, batches.draw(0));
    assertEquals(third, batches.draw(2));
  }

  @Test
  void whatNeedsModelXIsRefused() {
    TrainingConfig predicted =
        config().toBuilder().targetCondition(TargetCondition.predictedClean()).build();
    assertRefused("config", () -> TargetBatches.of(predicted, TRAINING, VALIDATION));
  }

  @Test
  void augmentedPairsChangeWithTheKeyAndAlikeInBothImages() {
    PairSource pairs = new AugmentedPairs(sameInBoth(TRAINING), new Augmentation(0.5, 0.5, 2));
    assertEquals(10, pairs.size());
    assertEquals(TRAINING.example(3).x(), pairs.example(3).x());
    int changed = 0;
    for (long key = 0; key < 20; key++) {
      PairExample drawn = pairs.draw(3, key);
      assertEquals(drawn.x(), drawn.y());
      assertEquals(drawn, pairs.draw(3, key));
      changed += drawn.x().equals(TRAINING.example(3).x()) ? 0 : 1;
    }
    assertNotEquals(0, changed);
  }

  private static PairSource sameInBoth(PairSource pairs) {
    return new PairSource() {
      @Override
      public int size() {
        return pairs.size();
      }

      @Override
      public PairExample example(int index) {
        PairExample pair = pairs.example(index);
        Tensor both = pair.x();
        return new PairExample(pair.name(), pair.group(), both, both);
      }
    };
  }
}
