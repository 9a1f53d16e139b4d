package org.pigdiffusion.training.data;

import ij.ImagePlus;
import ij.plugin.DICOM;
import ij.util.DicomTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The tags of a DICOM file, as ImageJ reads them; of several values the one that it keeps. */
final class DicomHeader {
  private final ImagePlus tags = new ImagePlus();

  private DicomHeader(String info) {
    tags.setProperty("Info", info);
  }

  static DicomHeader read(Path file) throws IOException {
    try {
      // The header alone: opening the file would run ImageJ commands that need a display.
      return new DicomHeader(new DICOM().getInfo(file.toAbsolutePath().toString()));
    } catch (RuntimeException e) {
      throw new IOException("DICOM header cannot be decoded: " + e, e);
    }
  }

  Optional<String> text(String tag) {
    return Optional.ofNullable(DicomTools.getTag(tags, tag))
        .map(String::trim)
        .filter(text -> !text.isEmpty());
  }

  double number(String tag, double otherwise) throws IOException {
    Optional<String> text = text(tag);
    try {
      return text.isPresent() ? Double.parseDouble(text.get()) : otherwise;
    } catch (NumberFormatException e) {
      throw new IOException("(%s): expected a number, found %s".formatted(tag, text.get()), e);
    }
  }

  /** A tag that must be there and be in [least, most]. */
  int need(String tag, String meaning, int least, int most) throws IOException {
    double value = number(tag, Double.NaN);
    if (!(value >= least && value <= most)) {
      throw new IOException(
          "%s (%s): expected in [%d,%d], found %s"
              .formatted(meaning, tag, least, most, text(tag).orElse("none")));
    }
    return (int) value;
  }
}
