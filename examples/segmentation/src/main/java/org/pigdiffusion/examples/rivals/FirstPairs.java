package org.pigdiffusion.examples.rivals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.picture.ContactSheet;
import org.pigdiffusion.report.PictureGrid;

/** The first generated pairs, as a part of a report. */
final class FirstPairs {
  private FirstPairs() {}

  /**
   * A row of pictures for each name.
   *
   * @param of whose pairs they are, begins the caption
   */
  static PictureGrid grid(String of, Map<String, PairSet> pairs) {
    List<PictureGrid.Captioned> pictures = new ArrayList<>();
    pairs.forEach(
        (name, set) ->
            pictures.add(
                new PictureGrid.Captioned(
                    ContactSheet.of(2, 3).draw(set.x(), set.y()),
                    "%s, pairs 0 to %d: %s"
                        .formatted(
                            name,
                            set.size() - 1,
                            ContactSheet.legend(set.x().shape().channels())))));
    return new PictureGrid(
        "Generated pairs", of + ": the first, neither chosen nor filtered.", 1, pictures);
  }
}
