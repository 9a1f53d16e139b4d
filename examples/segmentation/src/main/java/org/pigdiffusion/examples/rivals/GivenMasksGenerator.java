package org.pigdiffusion.examples.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.segmentation.FoldGenerator;
import org.pigdiffusion.segmentation.PigGenerator;
import org.pigdiffusion.trainer.PairSource;

/**
 * The images that model y of a pair makes for real masks, those of the training part, see {@link
 * GivenMasks}. Against the pair's own masks it tells what a wrong mask costs. The pair is that of
 * the fold, and is trained if it is not there yet.
 *
 * @param folder where the images are kept
 * @param pair trains the pair of each fold
 * @param method how to sample
 * @param seed of the noise, and of the order of the masks
 * @param stopped asked before each batch whether to stop
 */
record GivenMasksGenerator(
    Path folder, PigGenerator pair, SamplingMethod method, long seed, BooleanSupplier stopped)
    implements FoldGenerator {
  private static final int ENOUGH_TO_TRAIN = 1;

  @Override
  public Optional<PairSet> pairs(int fold, PairSource training, int count) throws IOException {
    if (pair.pairs(fold, training, ENOUGH_TO_TRAIN).isEmpty()) {
      return Optional.empty();
    }
    try (OnnxDenoiser y = OnnxDenoiser.open(pair.pairFolder(fold).resolve("y.onnx"))) {
      MaskSampler model = new MaskSampler(PairedSampler.builder().y(y).build(), method, seed);
      String origin = "%s, seed %d, %s".formatted(y.spec().id(), seed, method);
      return new MaskedPairs(
              folder.resolve("fold" + fold), origin, new GivenMasks(training, seed), stopped)
          .first(count, model);
    }
  }

  @Override
  public Map<String, String> settings() {
    return pair.settings();
  }
}
