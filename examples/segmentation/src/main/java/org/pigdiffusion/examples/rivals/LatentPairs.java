package org.pigdiffusion.examples.rivals;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/**
 * Pairs of a mask at the latents' size and a latent. Of each pair some variants are made at once,
 * as a training would draw them; a draw then takes one of these. A pixel of such a mask is the mean
 * of a block of the mask.
 */
final class LatentPairs implements PairSource {
  private static final int BATCH = 8;

  private final List<PairExample> examples;
  private final List<List<PairExample>> variants;

  private LatentPairs(List<PairExample> examples, List<List<PairExample>> variants) {
    this.examples = examples;
    this.variants = variants;
  }

  /**
   * The latents of pairs.
   *
   * @param variants how many draws there are of each pair, at least 1
   */
  static LatentPairs of(PairSource pairs, int variants, TrainedAutoencoder autoencoder) {
    List<List<PairExample>> drawn =
        IntStream.range(0, variants)
            .mapToObj(v -> latents(pairs.size(), i -> pairs.draw(i, v), autoencoder))
            .toList();
    return new LatentPairs(latents(pairs.size(), pairs::example, autoencoder), drawn);
  }

  private static List<PairExample> latents(
      int count, IntFunction<PairExample> pair, TrainedAutoencoder autoencoder) {
    List<PairExample> latents = new ArrayList<>();
    for (int from = 0; from < count; from += BATCH) {
      List<PairExample> some =
          IntStream.range(from, Math.min(from + BATCH, count)).mapToObj(pair).toList();
      Tensor images = Tensor.concatBatch(some.stream().map(PairExample::y).toList());
      Tensor made = autoencoder.encode(images);
      for (int i = 0; i < some.size(); i++) {
        PairExample real = some.get(i);
        Tensor mask = mask(real.x(), autoencoder.factor());
        latents.add(new PairExample(real.name(), real.group(), mask, made.slice(i, i + 1)));
      }
    }
    return latents;
  }

  @Override
  public int size() {
    return examples.size();
  }

  @Override
  public PairExample example(int index) {
    return examples.get(index);
  }

  @Override
  public PairExample draw(int index, long key) {
    return variants.get(Math.floorMod(key, variants.size())).get(index);
  }

  /** Masks made smaller: the mean of each block of pixels. */
  static Tensor mask(Tensor masks, int factor) {
    Shape from = masks.shape();
    Shape to =
        new Shape(from.batch(), from.channels(), from.height() / factor, from.width() / factor);
    FloatBuffer values = masks.buffer();
    float[] means = new float[to.size()];
    for (int i = 0; i < from.size(); i++) {
      int plane = i / from.planeSize();
      int row = i % from.planeSize() / from.width() / factor;
      int column = i % from.width() / factor;
      means[plane * to.planeSize() + row * to.width() + column] += values.get(i);
    }
    for (int i = 0; i < means.length; i++) {
      means[i] /= factor * factor;
    }
    return Tensor.adopt(to, means);
  }
}
