package org.pigdiffusion.examples;

import java.util.List;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.MultiScaleSimilarity;

/**
 * How much the images of a set are alike, by sets that are named, in their order: the mean MS-SSIM
 * of all pairs of them. For one thread.
 */
final class ImageLikeness {
  /** Images of a set that are compared with each other; time grows with the square. */
  static final int MOST = 256;

  /** What {@link MultiScaleSimilarity} needs for two scales. */
  private static final int LEAST_SIDE = 22;

  private static final MultiScaleSimilarity SIMILARITY =
      MultiScaleSimilarity.builder().weights(0.5, 0.5).build();

  private final Bootstrap bootstrap;
  private final MarkdownTable table =
      new MarkdownTable(List.of("images", "number", "MS-SSIM of two images"));

  /** No rows yet. */
  ImageLikeness(Bootstrap bootstrap) {
    this.bootstrap = bootstrap;
  }

  /** Adds a row of the first images of a set. */
  void add(String name, Tensor images) {
    Shape shape = images.shape();
    int count = Math.min(MOST, shape.batch());
    String measured =
        Math.min(shape.height(), shape.width()) < LEAST_SIDE
            ? "not measured: needs %d pixels a side".formatted(LEAST_SIDE)
            : bootstrap.measure(SIMILARITY.ofPairs(images.slice(0, count))).toString(3);
    table.add(name, List.of(String.valueOf(count), measured));
  }

  /** A table of Markdown. */
  String markdown() {
    return table.toString();
  }
}
