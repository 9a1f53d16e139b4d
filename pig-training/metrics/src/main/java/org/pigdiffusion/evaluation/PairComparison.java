package org.pigdiffusion.evaluation;

import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.picture.MaskStatistics;

/**
 * Compares sampled pairs with real pairs, the reference.
 *
 * <pre>{@code
 * PairComparison comparison =
 *     PairComparison.builder()
 *         .features(features::of)
 *         .segmenter(segmenter::segment)
 *         .against(real);
 * PairQuality quality = comparison.measure(sampled);
 * Measured area = quality.quantities().get(Quantity.MASK_AREA_DISTANCE); // value, low, high
 * }</pre>
 *
 * <p>Masks are compared if the pairs have any: the x of an unconditional model has no channels.
 * Images are compared only with a feature extractor, or by {@link Builder#radiomics}. How well each
 * image fits its mask is measured only with a segmentation network. A comparison is safe to share
 * between threads if these two are.
 *
 * <p>Also measure real pairs of other patients against the same reference: their figures are the
 * best that a model can be expected to reach.
 */
public final class PairComparison {
  /** The k of {@link FeatureManifold#of(FeatureSet)}: fewer images have no manifold. */
  private static final int NEIGHBOURS = 5;

  private final double[] areas;
  private final double[] counts;
  private final Bootstrap bootstrap;
  private final int frechetPairs;
  private final Optional<Function<Tensor, FeatureSet>> extractor;
  private final Optional<UnaryOperator<Tensor>> segmenter;
  private final Optional<FrechetDistance> frechet;
  private final Optional<KernelDistance> kernel;
  private final Optional<FeatureManifold> manifold;
  private final Optional<RadiomicsDistance> radiomics;

  private PairComparison(PairSet reference, Builder settings) {
    this.areas = each(reference, MaskStatistics::areaFraction);
    this.counts = each(reference, MaskStatistics::components);
    this.bootstrap = settings.bootstrap;
    this.frechetPairs = settings.frechetPairs;
    this.extractor = settings.extractor;
    this.segmenter = settings.segmenter;
    Optional<FeatureSet> features = extractor.map(e -> e.apply(reference.y()));
    this.frechet = features.map(FrechetDistance::to);
    this.kernel = features.map(KernelDistance::to);
    this.radiomics =
        settings.radiomics ? Optional.of(RadiomicsDistance.toImages(reference)) : Optional.empty();
    this.manifold = features.filter(f -> f.size() > NEIGHBOURS).map(FeatureManifold::of);
  }

  /** Collects settings; none is needed. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Measures pairs.
   *
   * @param pairs at least two, of the channels of the reference
   */
  public PairQuality measure(PairSet pairs) {
    int first = Math.min(frechetPairs, pairs.size());
    ImmutableMap.Builder<Quantity, Measured> measured = ImmutableMap.builder();
    extractor.ifPresent(e -> measureImages(e.apply(pairs.y()), first, measured));
    radiomics.ifPresent(
        r ->
            measured.put(
                Quantity.RADIOMICS_DISTANCE, bootstrap.measure(r.ofImages(pairs.slice(0, first)))));
    if (pairs.x().shape().channels() > 0) {
      measureMasks(pairs, measured);
    }
    return new PairQuality(pairs.size(), first, measured.buildOrThrow());
  }

  private void measureMasks(PairSet pairs, ImmutableMap.Builder<Quantity, Measured> measured) {
    measured.put(
        Quantity.MASK_AREA_DISTANCE,
        bootstrap.measure(Statistic.wasserstein(each(pairs, MaskStatistics::areaFraction), areas)));
    measured.put(
        Quantity.MASK_COUNT_DISTANCE,
        bootstrap.measure(Statistic.wasserstein(each(pairs, MaskStatistics::components), counts)));
    segmenter.ifPresent(
        s ->
            measured.put(
                Quantity.ALIGNMENT,
                bootstrap.measure(
                    Statistic.mean(Overlap.meanDice(s.apply(pairs.y()), pairs.x())))));
  }

  private void measureImages(
      FeatureSet features, int first, ImmutableMap.Builder<Quantity, Measured> measured) {
    FeatureSet equallyMany = features.first(first);
    measured.put(
        Quantity.FRECHET_DISTANCE, bootstrap.measure(frechet.orElseThrow().of(equallyMany)));
    measured.put(Quantity.KERNEL_DISTANCE, bootstrap.measure(kernel.orElseThrow().of(features)));
    if (manifold.isPresent() && first > NEIGHBOURS) {
      FeatureManifold.Figures figures = manifold.get().measure(equallyMany);
      measured.put(Quantity.PRECISION, bootstrap.measure(figures.precision()));
      measured.put(Quantity.RECALL, bootstrap.measure(figures.recall()));
      measured.put(Quantity.DENSITY, bootstrap.measure(figures.density()));
      measured.put(Quantity.COVERAGE, bootstrap.measure(figures.coverage()));
    }
  }

  private static double[] each(PairSet pairs, ToDoubleFunction<MaskStatistics> quantity) {
    return MaskStatistics.ofEach(pairs.x()).stream().mapToDouble(quantity).toArray();
  }

  /** Settings of a comparison. Not safe to share. */
  public static final class Builder {
    private Bootstrap bootstrap = Bootstrap.of(200, 1);
    private int frechetPairs = Integer.MAX_VALUE;
    private Optional<Function<Tensor, FeatureSet>> extractor = Optional.empty();
    private Optional<UnaryOperator<Tensor>> segmenter = Optional.empty();
    private boolean radiomics;

    private Builder() {}

    /** Where features come from, such as {@code cache::of}; without, none are compared. */
    @CanIgnoreReturnValue
    public Builder features(Function<Tensor, FeatureSet> ofImages) {
      this.extractor = Optional.of(ofImages);
      return this;
    }

    /**
     * Compares the radiomics of the images too: needs no network. Not compared unless asked for.
     */
    @CanIgnoreReturnValue
    public Builder radiomics() {
      this.radiomics = true;
      return this;
    }

    /**
     * On how many pairs, the first, to measure the Frechet and the radiomics distance, precision,
     * recall, density and coverage at most, since only figures of equally many can be compared; on
     * all unless set.
     */
    @CanIgnoreReturnValue
    public Builder frechetPairs(int most) {
      if (most < 2) {
        throw new IllegalArgumentException("frechetPairs: expected at least 2, found " + most);
      }
      this.frechetPairs = most;
      return this;
    }

    /**
     * How lesions are found in images {@code [n, c, h, w]}, by a network trained on real pairs:
     * such as {@code segmenter::segment}. It answers with masks {@code [n, k, h, w]}, of as many
     * channels as those of the pairs, and is compared by {@link Overlap#meanDice}. Without, the
     * alignment is not measured.
     */
    @CanIgnoreReturnValue
    public Builder segmenter(UnaryOperator<Tensor> lesionsOfImages) {
      this.segmenter = Optional.of(lesionsOfImages);
      return this;
    }

    /** How intervals are made; 200 draws of seed 1 unless set. */
    @CanIgnoreReturnValue
    public Builder bootstrap(Bootstrap settings) {
      this.bootstrap = settings;
      return this;
    }

    /** A comparison with this reference, at least two pairs. */
    public PairComparison against(PairSet reference) {
      return new PairComparison(reference, this);
    }
  }
}
