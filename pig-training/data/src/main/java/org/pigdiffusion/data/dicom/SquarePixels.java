package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.pigdiffusion.data.internal.PixelSides;

/** Refuses frames of which a file says that their pixels are not square. */
final class SquarePixels {
  /** All have the vertical value first (PS3.3 sections 10.7.1 and C.7.6.3.1.7). */
  private static final List<Tag> SIDES =
      List.of(
          Tag.PIXEL_SPACING,
          Tag.IMAGER_PIXEL_SPACING,
          Tag.SCANNED_PIXEL_SPACING,
          Tag.PIXEL_ASPECT_RATIO);

  private SquarePixels() {}

  static void require(DataSet data, FrameGroups groups, int frame) throws IOException {
    for (Tag sides : SIDES) {
      require(data, sides);
    }
    Optional<DataSet> measures = groups.macro(Tag.PIXEL_MEASURES, frame);
    if (measures.isPresent()) {
      require(measures.get(), Tag.PIXEL_SPACING);
    }
  }

  private static void require(DataSet data, Tag tag) throws IOException {
    List<Double> found = data.decimals(tag);
    if (!found.isEmpty()
        && (found.size() != 2 || !new PixelSides(found.get(0), found.get(1)).areEqual())) {
      throw data.error(
          tag, "two equal values, of square pixels (%s)".formatted(PixelSides.REMEDY), "" + found);
    }
  }
}
