package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.Statistic;
import org.pigdiffusion.picture.MaskStatistics;

/**
 * How large the lesions of some masks are, in pixels. Masks are drawn again as a whole, since the
 * lesions of one mask are alike; those without any lesion have no say.
 */
final class LesionSizes {
  private final List<List<Integer>> ofEachMask;

  private LesionSizes(List<List<Integer>> ofEachMask) {
    this.ofEachMask = ofEachMask;
  }

  static LesionSizes of(PairSet pairs) {
    return new LesionSizes(
        MaskStatistics.ofEach(pairs.x()).stream()
            .map(MaskStatistics::sizes)
            .filter(sizes -> !sizes.isEmpty())
            .toList());
  }

  /** Mean sizes, and how far those of some pairs are from those of the training pairs. */
  static Map<String, Object> compare(
      PairSet training, Map<String, PairSet> others, Bootstrap bootstrap) {
    LesionSizes reference = of(training);
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("training pairs, mean", reference.mean());
    others.forEach(
        (name, pairs) -> {
          LesionSizes sizes = of(pairs);
          numbers.put(name + ", mean", sizes.mean());
          numbers.put(
              name + ", Wasserstein-1 distance",
              sizes.ofEachMask.size() < 2 || reference.ofEachMask.isEmpty()
                  ? "not measured on fewer than 2 masks with lesions"
                  : sizes.distance(reference, bootstrap));
        });
    return numbers;
  }

  private double[] all() {
    return ofEachMask.stream().flatMap(List::stream).mapToDouble(Integer::doubleValue).toArray();
  }

  /** Pixels of a lesion on average, 0 if there is none. */
  private double mean() {
    return Arrays.stream(all()).average().orElse(0);
  }

  private Measured distance(LesionSizes reference, Bootstrap bootstrap) {
    return bootstrap.measure(byMask(Statistic.wasserstein(all(), reference.all())));
  }

  /** A statistic of lesions as one of masks: a mask that is drawn brings all its lesions. */
  private Statistic byMask(Statistic ofLesions) {
    return new Statistic() {
      @Override
      public int size() {
        return ofEachMask.size();
      }

      @Override
      public double of(int... draws) {
        List<Integer> ofEachLesion = new ArrayList<>();
        for (int mask = 0; mask < draws.length; mask++) {
          for (int lesion = 0; lesion < ofEachMask.get(mask).size(); lesion++) {
            ofEachLesion.add(draws[mask]);
          }
        }
        return ofLesions.of(ofEachLesion.stream().mapToInt(Integer::intValue).toArray());
      }
    };
  }
}
