package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.pigdiffusion.Role;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.Threshold;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import org.pigdiffusion.trainer.djl.PairExport;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;

/** Networks of 16x16 images that are sampled and trained in moments. */
final class TinyModels {
  static final int SIDE = 16;
  private static final PairSource PAIRS = drawn(BreastPhantom.of(8, 1, SIDE));

  private TinyModels() {}

  static UNetConfig network() {
    return UNetConfig.builder(1, 1)
        .baseWidth(4)
        .groups(2)
        .multipliers(1, 2)
        .residualBlocks(1)
        .attentionLevels(Set.of(1))
        .build();
  }

  /** Saves a pair of random weights. */
  static void save(Path folder, int seed) throws IOException {
    OnnxPair.save(folder, model(Role.X, seed), model(Role.Y, seed + 1));
  }

  private static TrainedModel model(Role role, int seed) {
    ModelCard card =
        ModelCard.builder(role, network(), NoiseSchedule.paper())
            .guide(GuideTransform.clamped())
            .build();
    return new TrainedModel(network(), InitialWeights.of(new UNet(network()), seed), card);
  }

  /** Trains in a folder, or goes on there, up to so many steps of each stage. */
  static TrainingReport train(Path run, TrainingConfig config, TrainingListener listener) {
    return DjlPairedTrainer.of(run, network(), config).train(PAIRS, PAIRS, listener);
  }

  /** To draw them anew for each run takes longer than the run. */
  private static PairSource drawn(PairSource pairs) {
    List<PairExample> all = IntStream.range(0, pairs.size()).mapToObj(pairs::example).toList();
    return new PairSource() {
      @Override
      public int size() {
        return all.size();
      }

      @Override
      public PairExample example(int index) {
        return all.get(index);
      }
    };
  }

  static TrainingConfig config(int steps) {
    return TrainingConfig.builder()
        .steps(steps, steps)
        .batch(2, 1)
        .validation(steps, 0)
        .checkpoints(1, 2)
        .seed(3)
        .build();
  }

  /** Exports what was trained. */
  static void export(Path folder, TrainingConfig config, TrainingReport report) throws IOException {
    new PairExport(GuideTransform.binary(Threshold.absolute(0))).write(folder, config, report);
  }
}
