package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * From stored values to those of the modality, such as Hounsfield units (PS3.3 section C.11.1):
 * slope and intercept, or a table.
 */
final class Modality {
  private Modality() {}

  static GreyScale of(DataSet data, FrameGroups groups, int frame, FrameFormat format)
      throws IOException {
    GreyScale stored = GreyScale.stored(format);
    Optional<DataSet> own = groups.macro(Tag.PIXEL_TRANSFORMATION, frame);
    if (own.isPresent() && (data.has(Tag.SLOPE) || data.has(Tag.MODALITY_LUT))) {
      throw data.error(
          data.has(Tag.SLOPE) ? Tag.SLOPE : Tag.MODALITY_LUT,
          "one rescaling",
          "another in " + Tag.PIXEL_TRANSFORMATION);
    }
    DataSet source = own.orElse(data);
    List<DataSet> tables = source.items(Tag.MODALITY_LUT);
    if (tables.isEmpty()) {
      return rescaled(source, stored);
    }
    if (tables.size() > 1 || source.has(Tag.SLOPE) || source.has(Tag.INTERCEPT)) {
      throw source.error(Tag.MODALITY_LUT, "one table and no slope", "more");
    }
    return GreyScale.table(
        LookupTable.of(tables.get(0), Tag.LUT_DESCRIPTOR, Tag.LUT_DATA, format.signed()));
  }

  /** Refuses a picture in colour whose values would have to be rescaled. */
  static void requireNone(DataSet data) throws IOException {
    double slope = data.decimal(Tag.SLOPE).orElse(1.0);
    double intercept = data.decimal(Tag.INTERCEPT).orElse(0.0);
    if (slope != 1 || intercept != 0 || data.has(Tag.MODALITY_LUT)) {
      throw data.error(
          Tag.SLOPE,
          "no rescaling of colours",
          "slope %s, intercept %s".formatted(slope, intercept));
    }
  }

  private static GreyScale rescaled(DataSet source, GreyScale stored) throws IOException {
    if (!source.has(Tag.SLOPE) && !source.has(Tag.INTERCEPT)) {
      return stored;
    }
    double slope = need(source, Tag.SLOPE);
    double intercept = need(source, Tag.INTERCEPT);
    if (slope == 0) {
      throw source.error(Tag.SLOPE, "other than 0", "0");
    }
    double oneEnd = stored.low() * slope + intercept;
    double otherEnd = stored.high() * slope + intercept;
    return stored.then(
        new GreyScale(
            value -> value * slope + intercept,
            Math.min(oneEnd, otherEnd),
            Math.max(oneEnd, otherEnd)));
  }

  private static double need(DataSet source, Tag tag) throws IOException {
    return source.decimal(tag).orElseThrow(() -> source.error(tag, "a value", "none"));
  }
}
