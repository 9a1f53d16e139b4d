package org.pigdiffusion.data.dicom;

import java.io.IOException;

/** Frames in colour, as red, green and blue. */
final class ColorFrame {
  private ColorFrame() {}

  static DicomPicture of(DataSet data, FrameFormat format, int[] codes) throws IOException {
    Modality.requireNone(data);
    return switch (format.photometricInterpretation()) {
      case "PALETTE COLOR" -> fromPalette(data, format, codes);
      case "YBR_FULL", "YBR_FULL_422" -> fromLuminance(format, codes);
      default -> plain(format, codes);
    };
  }

  private static DicomPicture plain(FrameFormat format, int[] codes) {
    int plane = format.pixels();
    float[] values = new float[3 * plane];
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < 3; c++) {
        values[c * plane + i] = (float) format.value(codes[3 * i + c]);
      }
    }
    return DicomPicture.of(format, 3, 0, format.most(), values);
  }

  /** PS3.3 section C.7.6.3.1.2, rounded to the eight bits that both sides have. */
  private static DicomPicture fromLuminance(FrameFormat format, int[] codes) {
    int plane = format.pixels();
    float[] values = new float[3 * plane];
    for (int i = 0; i < plane; i++) {
      double y = format.value(codes[3 * i]);
      double blue = format.value(codes[3 * i + 1]) - 128.0;
      double red = format.value(codes[3 * i + 2]) - 128.0;
      values[i] = eightBits(y + 1.402 * red);
      values[plane + i] = eightBits(y - 0.114 * 1.772 / 0.587 * blue - 0.299 * 1.402 / 0.587 * red);
      values[2 * plane + i] = eightBits(y + 1.772 * blue);
    }
    return DicomPicture.of(format, 3, 0, 255, values);
  }

  private static float eightBits(double value) {
    return (float) Math.min(Math.max(Math.floor(value + 0.5), 0), 255);
  }

  private static DicomPicture fromPalette(DataSet data, FrameFormat format, int[] codes)
      throws IOException {
    if (data.has(Tag.SEGMENTED_RED) || data.has(Tag.ALPHA_DESCRIPTOR)) {
      throw data.error(
          data.has(Tag.SEGMENTED_RED) ? Tag.SEGMENTED_RED : Tag.ALPHA_DESCRIPTOR,
          "a palette of whole tables of red, green and blue",
          "another kind");
    }
    LookupTable[] tables = {
      LookupTable.of(data, Tag.RED_DESCRIPTOR, Tag.RED_DATA, false),
      LookupTable.of(data, Tag.GREEN_DESCRIPTOR, Tag.GREEN_DATA, false),
      LookupTable.of(data, Tag.BLUE_DESCRIPTOR, Tag.BLUE_DATA, false)
    };
    int plane = format.pixels();
    float[] values = new float[3 * plane];
    for (int c = 0; c < 3; c++) {
      if (tables[c].most() != tables[0].most()) {
        throw data.error(Tag.RED_DESCRIPTOR, "three tables of as many bits", "others");
      }
      for (int i = 0; i < plane; i++) {
        values[c * plane + i] = tables[c].at(format.value(codes[i]));
      }
    }
    return DicomPicture.of(format, 3, 0, tables[0].most(), values);
  }
}
