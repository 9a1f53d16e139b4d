package org.pigdiffusion.data.dicom;

import java.io.IOException;

/**
 * Whether the least value is shown white.
 *
 * <p>PS3.3 section C.11.4 lets an image say it twice: photometric interpretation MONOCHROME1, and
 * presentation LUT shape INVERSE, which belong together (section C.8.11.1.1.2 demands INVERSE of
 * MONOCHROME1 and IDENTITY of MONOCHROME2). They describe one turning over, not two. INVERSE with
 * MONOCHROME2 is read as it says; IDENTITY with MONOCHROME1 is a contradiction and refused.
 */
final class Presentation {
  private Presentation() {}

  static boolean isInverse(DataSet data, FrameFormat format) throws IOException {
    if (data.has(Tag.PRESENTATION_LUT)) {
      throw data.error(Tag.PRESENTATION_LUT, "a shape", "a table, which is not read");
    }
    boolean lowIsWhite = format.photometricInterpretation().equals("MONOCHROME1");
    String shape = data.text(Tag.PRESENTATION_SHAPE).orElse(lowIsWhite ? "INVERSE" : "IDENTITY");
    return switch (shape) {
      case "INVERSE" -> true;
      case "IDENTITY" -> {
        if (lowIsWhite) {
          throw data.error(
              Tag.PRESENTATION_SHAPE,
              "INVERSE with MONOCHROME1 (DCMTK's dcmodify -m \"(2050,0020)=INVERSE\" if the least value is"
                  + " white)",
              shape);
        }
        yield false;
      }
      default -> throw data.error(Tag.PRESENTATION_SHAPE, "IDENTITY or INVERSE", shape);
    };
  }
}
