package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The values of interest of a grey picture: a window or a table of the file (PS3.3 C.11.2). */
final class Voi {
  private final DataSet source;
  private final List<DataSet> tables;
  private final List<Double> centers;
  private final List<Double> widths;

  private Voi(DataSet source) throws IOException {
    this.source = source;
    this.tables = source.items(Tag.VOI_LUT);
    this.centers = source.decimals(Tag.WINDOW_CENTER);
    this.widths = source.decimals(Tag.WINDOW_WIDTH);
    if (centers.size() != widths.size()) {
      throw source.error(
          Tag.WINDOW_WIDTH,
          "%d, one for each window center".formatted(centers.size()),
          Integer.toString(widths.size()));
    }
  }

  static GreyScale of(
      DataSet data, FrameGroups groups, int frame, VoiChoice choice, GreyScale modality)
      throws IOException {
    if (choice.kind() == VoiChoice.Kind.NONE) {
      return modality;
    }
    Optional<DataSet> own = groups.macro(Tag.FRAME_VOI_LUT, frame);
    if (own.isPresent() && (data.has(Tag.WINDOW_CENTER) || data.has(Tag.VOI_LUT))) {
      throw data.error(
          data.has(Tag.WINDOW_CENTER) ? Tag.WINDOW_CENTER : Tag.VOI_LUT,
          "windows in one place",
          "others in " + Tag.FRAME_VOI_LUT);
    }
    return new Voi(own.orElse(data)).chosen(choice, modality);
  }

  private GreyScale chosen(VoiChoice choice, GreyScale modality) throws IOException {
    boolean table =
        choice.kind() == VoiChoice.Kind.TABLE
            || (choice.kind() == VoiChoice.Kind.FIRST && !tables.isEmpty());
    int found = table ? tables.size() : centers.size();
    if (choice.kind() == VoiChoice.Kind.FIRST && found == 0) {
      return modality;
    }
    if (choice.number() > found) {
      throw new DicomException(
          "expected a %s of number %d, found %d"
              .formatted(table ? "VOI look-up table" : "window", choice.number(), found));
    }
    int index = choice.number() - 1;
    // Values of 16 bits are signed exactly if there may be some below 0 (C.11.2.1.1).
    return modality.then(
        table
            ? GreyScale.table(
                LookupTable.of(
                    tables.get(index), Tag.LUT_DESCRIPTOR, Tag.LUT_DATA, modality.low() < 0))
            : window(centers.get(index), widths.get(index)));
  }

  /** Sections C.11.2.1.2 and C.11.2.1.3. */
  private GreyScale window(double center, double width) throws IOException {
    String function = source.text(Tag.VOI_FUNCTION).orElse("LINEAR");
    boolean linear = function.equals("LINEAR");
    if (linear ? width < 1 : width <= 0) {
      throw source.error(
          Tag.WINDOW_WIDTH,
          (linear ? "at least 1" : "more than 0") + " for " + function,
          Double.toString(width));
    }
    return switch (function) {
      case "LINEAR" -> linear(center - 0.5, width - 1);
      case "LINEAR_EXACT" -> linear(center, width);
      case "SIGMOID" ->
          new GreyScale(value -> 1 / (1 + Math.exp(-4 * (value - center) / width)), 0, 1);
      default -> throw source.error(Tag.VOI_FUNCTION, "LINEAR, LINEAR_EXACT or SIGMOID", function);
    };
  }

  /** Values keep their unit, so that two files with different windows can still be compared. */
  private static GreyScale linear(double center, double width) {
    return width == 0
        ? new GreyScale(value -> value <= center ? 0 : 1, 0, 1)
        : GreyScale.clamp(center - width / 2, center + width / 2);
  }
}
