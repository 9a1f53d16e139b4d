package org.pigdiffusion.examples;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.pigdiffusion.picture.MaskStatistics;
import org.pigdiffusion.trainer.PairSource;

/** Tells how much of their images masks cover: those that were saved inverted cover most. */
public final class MaskAreas {
  private static final double MUCH = 0.5;

  private MaskAreas() {}

  /** The range of some masks, as a sentence, and how many cover more than half of their image. */
  public static String told(List<PairSource> parts) {
    double[] areas =
        parts.stream()
            .flatMap(part -> IntStream.range(0, part.size()).mapToObj(part::example))
            .mapToDouble(pair -> MaskStatistics.ofEach(pair.x()).get(0).areaFraction())
            .sorted()
            .toArray();
    long much = Arrays.stream(areas).filter(area -> area > MUCH).count();
    return String.format(
            Locale.ROOT,
            "Masks cover %.1f to %.1f %% of their image.",
            100 * areas[0],
            100 * areas[areas.length - 1])
        + (much == 0
            ? ""
            : " %d of %d cover more than half of it: is black exchanged for white in them?"
                .formatted(much, areas.length));
  }
}
