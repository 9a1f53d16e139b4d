package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.List;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.SampledRows;
import org.pigdiffusion.noise.NoiseSource;

/**
 * What the models of a pair take for the clean x and y of noisy pairs.
 *
 * @param x by model x, which is shown the noisy y
 * @param yOfEstimate by model y, which is shown what the pair's guide transform makes of this x, as
 *     while sampling
 * @param yOfTruth by model y, which is shown the true x
 */
record CleanEstimates(Tensor x, Tensor yOfEstimate, Tensor yOfTruth) {

  /**
   * Adds noise to real pairs, and asks the models.
   *
   * @param batch pairs computed together
   */
  static CleanEstimates of(
      SampledRows.Models models, PairSet clean, NoiseLevel level, NoiseSource noise, int batch) {
    List<CleanEstimates> parts = new ArrayList<>();
    try (ImageBar bar = new ImageBar("asked at sigma " + level.sigmaText(), clean.size())) {
      for (int from = 0; from < clean.size(); from += batch) {
        PairSet part = clean.slice(from, Math.min(from + batch, clean.size()));
        parts.add(ofBatch(models, part, level.noisy(part, noise, from), level));
        bar.to(from + part.size());
      }
    }
    return new CleanEstimates(
        Tensor.concatBatch(parts.stream().map(CleanEstimates::x).toList()),
        Tensor.concatBatch(parts.stream().map(CleanEstimates::yOfEstimate).toList()),
        Tensor.concatBatch(parts.stream().map(CleanEstimates::yOfTruth).toList()));
  }

  private static CleanEstimates ofBatch(
      SampledRows.Models models, PairSet clean, PairSet noisy, NoiseLevel level) {
    Tensor x = estimate(models.x(), noisy.x(), noisy.y(), level);
    return new CleanEstimates(
        x,
        estimate(models.y(), noisy.y(), models.guide().apply(x), level),
        estimate(models.y(), noisy.y(), clean.x(), level));
  }

  private static Tensor estimate(Denoiser model, Tensor noisy, Tensor condition, NoiseLevel level) {
    Tensor prediction = model.predict(noisy, condition, level.time());
    return model.spec().prediction().estimate(prediction, noisy, level.process()).clean();
  }
}
