package org.pigdiffusion.data.dicom;

import java.io.IOException;

/**
 * Segmentation objects (PS3.3 section C.8.20). A frame of theirs is one segment of one slice, and
 * says by reference which slice, so that only those of one segment and one frame are a mask as they
 * are; all others are refused.
 */
final class Segmentation {
  private static final String SOP_CLASS = "1.2.840.10008.5.1.4.1.1.66.4";

  private Segmentation() {}

  static void requireSimple(DataSet data, int frames) throws IOException {
    if (!data.text(Tag.SOP_CLASS).orElse("").equals(SOP_CLASS)) {
      return;
    }
    String type = data.text(Tag.SEGMENTATION_TYPE).orElse("none");
    if (!type.equals("BINARY")) {
      throw data.error(Tag.SEGMENTATION_TYPE, "BINARY", type);
    }
    int segments = data.items(Tag.SEGMENTS).size();
    if (segments != 1 || frames != 1) {
      throw data.error(
          Tag.SEGMENTS,
          "a Segmentation object of one segment and one frame (save each frame as a picture of its"
              + " own, e.g. with DCMTK: dcm2pnm --all-frames --write-png in.dcm out)",
          "%d segment(s), %d frame(s)".formatted(segments, frames));
    }
  }
}
