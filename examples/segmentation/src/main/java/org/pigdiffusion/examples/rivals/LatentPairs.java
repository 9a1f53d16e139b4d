package org.pigdiffusion.examples.rivals;

import java.nio.FloatBuffer;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/**
 * Pairs of a mask at the latents' size and a latent, made of pairs of a mask and an image when they
 * are asked for. A pixel of such a mask is the mean of a block of the mask.
 *
 * @param pairs the masks and images
 * @param autoencoder makes the latents; must stay open
 * @param factor by which a latent is smaller than an image
 */
record LatentPairs(PairSource pairs, TrainedAutoencoder autoencoder, int factor)
    implements PairSource {
  @Override
  public int size() {
    return pairs.size();
  }

  @Override
  public PairExample example(int index) {
    return latent(pairs.example(index));
  }

  @Override
  public PairExample draw(int index, long key) {
    return latent(pairs.draw(index, key));
  }

  private PairExample latent(PairExample pair) {
    return new PairExample(
        pair.name(), pair.group(), mask(pair.x(), factor), autoencoder.encode(pair.y()));
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
