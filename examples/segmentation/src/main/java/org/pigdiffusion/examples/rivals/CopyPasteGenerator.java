package org.pigdiffusion.examples.rivals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.ConnectedComponents;
import org.pigdiffusion.data.Region;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.picture.Flip;
import org.pigdiffusion.segmentation.FoldGenerator;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/**
 * Copy-paste: objects of one training image are pasted on another, with their masks. It learns
 * nothing, so a generator that does must be better than it.
 *
 * <p>As in Simple Copy-Paste (Ghiasi et al. 2021, arXiv 2012.07177), a random subset of the objects
 * of a flipped donor is taken. Here a donor is of another group than the image, square donors are
 * turned by 90 degrees too, and each object is moved at random within the frame; one that the frame
 * cuts keeps its cut at that edge. Objects are not made larger or smaller. Where an object comes to
 * lie on another, both are lesion, and the upper one is seen.
 *
 * <p>For masks of one channel. Pair k depends on the seed, on k, and on the training pairs alone.
 * Immutable and thread-safe.
 */
public final class CopyPasteGenerator implements FoldGenerator {
  private static final int MOST_DRAWS = 1000;
  private static final List<Flip> FLIPS = List.of(Flip.values());

  private final long seed;

  /** A generator of the pairs of a seed. */
  public CopyPasteGenerator(long seed) {
    this.seed = seed;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if masks have several channels, or no objects to paste on
   *     images of another group are found
   */
  @Override
  public Optional<PairSet> pairs(int fold, PairSource training, int count) {
    List<PairSet> pairs = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      pairs.add(pair(training, KeyedRandom.of(seed, k)));
    }
    return Optional.of(PairSet.concat(pairs));
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("seed", Long.toString(seed));
  }

  private static PairSet pair(PairSource training, SplittableRandom random) {
    PairExample onto = draw(training, random);
    int channels = onto.x().shape().channels();
    if (channels != 1) {
      throw new IllegalArgumentException(
          "training: expected masks of one channel for copy-paste, found %d".formatted(channels));
    }
    PairExample donor = turned(donor(training, onto.group(), random), random);
    ConnectedComponents objects = Collage.objects(donor);
    Collage collage = new Collage(onto);
    for (int object : subset(objects.all().size(), random)) {
      Region box = objects.all().get(object).box();
      int down = move(box.top(), box.height(), onto.y().shape().height(), random);
      int right = move(box.left(), box.width(), onto.y().shape().width(), random);
      collage.paste(donor, objects, object, down, right);
    }
    return collage.pair();
  }

  private static PairExample draw(PairSource training, SplittableRandom random) {
    return training.draw(random.nextInt(training.size()), random.nextLong());
  }

  private static PairExample donor(PairSource training, String notOf, SplittableRandom random) {
    for (int i = 0; i < MOST_DRAWS; i++) {
      PairExample drawn = draw(training, random);
      if (!drawn.group().equals(notOf) && !Collage.objects(drawn).all().isEmpty()) {
        return drawn;
      }
    }
    throw new IllegalArgumentException(
        "training: expected pairs with lesions that are of another group than %s, found none in %d"
                .formatted(notOf, MOST_DRAWS)
            + " draws of %d pairs; copy-paste needs some".formatted(training.size()));
  }

  private static PairExample turned(PairExample pair, SplittableRandom random) {
    Flip flip = FLIPS.get(random.nextInt(FLIPS.size()));
    boolean transpose = random.nextBoolean() && isSquare(pair.x().shape());
    return new PairExample(
        pair.name(),
        pair.group(),
        flip.of(transpose ? transposed(pair.x()) : pair.x()),
        flip.of(transpose ? transposed(pair.y()) : pair.y()));
  }

  private static boolean isSquare(Shape shape) {
    return shape.height() == shape.width();
  }

  private static Tensor transposed(Tensor image) {
    Shape shape = image.shape();
    int side = shape.height();
    float[] from = image.toArray();
    float[] to = new float[from.length];
    for (int i = 0; i < to.length; i++) {
      int inPlane = i % shape.planeSize();
      to[i] = from[i - inPlane + inPlane % side * side + inPlane / side];
    }
    return Tensor.adopt(shape, to);
  }

  /** Each object half of the time, and at least one. */
  private static List<Integer> subset(int objects, SplittableRandom random) {
    List<Integer> chosen = new ArrayList<>();
    for (int object = 0; object < objects; object++) {
      if (random.nextBoolean()) {
        chosen.add(object);
      }
    }
    return chosen.isEmpty() ? List.of(random.nextInt(objects)) : chosen;
  }

  /** By how much an object is moved along an axis: not at all if the frame cuts it there. */
  private static int move(int first, int extent, int length, SplittableRandom random) {
    boolean cut = first == 0 || first + extent == length;
    return cut ? 0 : random.nextInt(-first, length - extent - first + 1);
  }
}
