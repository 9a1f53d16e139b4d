package org.pigdiffusion.evaluation;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.data.internal.DistanceMap;
import org.pigdiffusion.picture.MaskClasses;

/**
 * Measures how well found masks agree with expected ones, image by image or lesion by lesion.
 * {@link SegmentationFigure} says what each figure is, and the rule for empty masks. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * SegmentationComparison comparison =
 *     SegmentationComparison.builder().spacing(Spacing.of(0.5, 0.5)).tolerance(1).build();
 * List<SegmentationFigures> images = comparison.ofEach(found, expected);
 * Measured dice =
 *     SegmentationFigures.mean(images, Bootstrap.of(1000, 1)).get(SegmentationFigure.DICE);
 * }</pre>
 */
public final class SegmentationComparison {
  private final Spacing spacing;
  private final Border border;
  private final double tolerance;
  private final double boundaryWidth;

  private SegmentationComparison(Builder settings) {
    this.spacing = settings.spacing;
    this.border = settings.border;
    this.tolerance = settings.tolerance;
    this.boundaryWidth = settings.boundaryWidth;
  }

  /** Collects settings; none is needed. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The figures of every image of a batch, of lesions of any class.
   *
   * @param found {@code [n, k, h, w]}: of one channel, what is greater than 0 is lesion; of
   *     several, the greatest channel says the class, and channel 0 is background
   * @param expected what they are compared with, of the same shape
   */
  public List<SegmentationFigures> ofEach(Tensor found, Tensor expected) {
    found.requireShape("found", expected.shape());
    return ofEach(Mask.ofEach(found), Mask.ofEach(expected));
  }

  private List<SegmentationFigures> ofEach(List<Mask> found, List<Mask> expected) {
    return IntStream.range(0, found.size())
        .mapToObj(i -> figures(found.get(i), expected.get(i)))
        .toList();
  }

  /**
   * The figures of every class of every image of a batch. To each class, all else is background,
   * the other classes too; a class that an image lacks follows the rule for empty masks.
   *
   * @param found as in {@link #ofEach}
   * @param expected what they are compared with, of the same shape
   * @return for every image the figures of class 1, class 2 and so on; the background has none
   */
  public List<List<SegmentationFigures>> ofEachClass(Tensor found, Tensor expected) {
    found.requireShape("found", expected.shape());
    List<List<SegmentationFigures>> byClass =
        IntStream.rangeClosed(1, MaskClasses.of(expected).count())
            .mapToObj(label -> ofEach(Mask.ofEach(found, label), Mask.ofEach(expected, label)))
            .toList();
    return IntStream.range(0, expected.shape().batch())
        .mapToObj(image -> byClass.stream().map(ofClass -> ofClass.get(image)).toList())
        .toList();
  }

  /** The figures of one image, or of one stack of slices. */
  public SegmentationFigures figures(Mask found, Mask expected) {
    expected.requireSameSize("found", found);
    boolean nothingFound = found.isEmpty();
    if (nothingFound || expected.isEmpty()) {
      boolean agree = nothingFound && expected.isEmpty();
      double farthest = agree ? 0 : diagonal(expected);
      return SegmentationFigures.each(f -> f.isShare() ? (agree ? 1 : 0) : farthest);
    }
    Mask.Box box = Mask.Box.around(union(found, expected));
    return ofLesions(found.crop(box), expected.crop(box));
  }

  private SegmentationFigures ofLesions(Mask found, Mask expected) {
    Overlap overlap = overlap(found, expected);
    SurfaceDistances distances = SurfaceDistances.between(found, expected, spacing, border);
    return SegmentationFigures.each(
        figure ->
            switch (figure) {
              case DICE -> overlap.dice();
              case IOU -> iou(overlap);
              case PRECISION -> (double) overlap.both() / overlap.found();
              case RECALL -> (double) overlap.both() / overlap.expected();
              case HAUSDORFF -> distances.hausdorff();
              case HAUSDORFF_95 -> distances.hausdorff(95);
              case AVERAGE_SURFACE_DISTANCE -> distances.average();
              case MEAN_AVERAGE_SURFACE_DISTANCE -> distances.meanAverage();
              case NORMALISED_SURFACE_DISTANCE -> distances.normalised(tolerance);
              case BOUNDARY_IOU -> iou(overlap(band(found), band(expected)));
            });
  }

  /**
   * The figures of every lesion of one image, or of one stack of slices. A lesion is a patch of
   * pixels that touch by an edge or a corner. All found patches that overlap it, together, are what
   * was found of it; so one that covers two lesions counts for both.
   */
  public LesionFigures lesions(Mask found, Mask expected) {
    expected.requireSameSize("found", found);
    Patches ofFound = Patches.of(found);
    Patches ofExpected = Patches.of(expected);
    boolean[] touching = new boolean[ofFound.count() + 1];
    List<SegmentationFigures> lesions = new ArrayList<>();
    int missed = 0;
    for (int lesion = 1; lesion <= ofExpected.count(); lesion++) {
      Mask one = ofExpected.mask(lesion);
      Mask match = ofFound.overlapping(one, touching);
      lesions.add(figures(match, one));
      missed += match.isEmpty() ? 1 : 0;
    }
    int alarms = (int) IntStream.rangeClosed(1, ofFound.count()).filter(i -> !touching[i]).count();
    return new LesionFigures(lesions, missed, alarms);
  }

  private static Mask union(Mask a, Mask b) {
    boolean[] either = a.values().clone();
    for (int i = 0; i < either.length; i++) {
      either[i] |= b.values()[i];
    }
    return a.with(either);
  }

  private static Overlap overlap(Mask found, Mask expected) {
    return Overlap.between(found.values(), expected.values());
  }

  private static double iou(Overlap overlap) {
    return (double) overlap.both() / (overlap.found() + overlap.expected() - overlap.both());
  }

  /** The pixels of a mask that are nearer than the width to those at its border. */
  private Mask band(Mask mask) {
    Border.Surface surface = Border.PIXELS.of(mask, spacing);
    DistanceMap map = spacing.distances(surface.points(), mask.height(), mask.width());
    boolean[] band = mask.values().clone();
    for (int i = 0; i < band.length; i++) {
      band[i] &= map.at(i) < boundaryWidth;
    }
    return mask.with(band);
  }

  private double diagonal(Mask mask) {
    double depth = mask.depth() == 1 ? 0 : mask.depth() * spacing.slice();
    double height = mask.height() * spacing.row();
    double width = mask.width() * spacing.column();
    return Math.sqrt(depth * depth + height * height + width * width);
  }

  /** Settings of a comparison. Not safe to share. */
  public static final class Builder {
    private Spacing spacing = Spacing.PIXELS;
    private Border border = Border.PIXELS;
    private double tolerance = 1;
    private double boundaryWidth = 1;

    private Builder() {}

    /** How far pixels lie apart, which says the unit of all distances; pixels unless set. */
    @CanIgnoreReturnValue
    public Builder spacing(Spacing ofPixels) {
      this.spacing = ofPixels;
      return this;
    }

    /** What the border of a mask is; {@link Border#PIXELS} unless set. */
    @CanIgnoreReturnValue
    public Builder border(Border definition) {
      this.border = definition;
      return this;
    }

    /**
     * The tolerance of the normalised surface distance, in the unit of the spacing; 1 unless set.
     */
    @CanIgnoreReturnValue
    public Builder tolerance(double atLeast0) {
      if (!(atLeast0 >= 0)) {
        throw new IllegalArgumentException("tolerance: expected at least 0, found " + atLeast0);
      }
      this.tolerance = atLeast0;
      return this;
    }

    /**
     * How wide the bands of the boundary IoU are, in the unit of the spacing: their pixels are
     * nearer than this to a pixel at the border. 1 unless set, which in pixels is those at the
     * border alone, as in MetricsReloaded; Cheng et al. take 2 % of the image's diagonal.
     */
    @CanIgnoreReturnValue
    public Builder boundaryWidth(double greaterThan0) {
      if (!(greaterThan0 > 0)) {
        throw new IllegalArgumentException(
            "boundaryWidth: expected greater than 0, found " + greaterThan0);
      }
      this.boundaryWidth = greaterThan0;
      return this;
    }

    /** The comparison of these settings. */
    public SegmentationComparison build() {
      return new SegmentationComparison(this);
    }
  }
}
