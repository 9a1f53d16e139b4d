package org.pigdiffusion.data.dicom;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Writes a made file, reads it, and looks at what comes. */
abstract class DicomTestBase {
  @TempDir Path folder;

  DicomImage open(TestDicom made) throws IOException {
    return open(made, DicomOptions.standard());
  }

  DicomImage open(TestDicom made, DicomOptions options) throws IOException {
    return DicomImage.open(made.write(folder.resolve("a.dcm")), options);
  }

  float[] values(TestDicom made) throws IOException {
    return open(made).frame(1).values();
  }

  float[] values(TestDicom made, VoiChoice voi) throws IOException {
    return open(made, DicomOptions.standard().voi(voi)).frame(1).values();
  }

  /** All frames are read, as some faults are those of a frame. */
  void requireRefused(TestDicom made, String... parts) {
    requireRefused(made.toBytes(), parts);
  }

  void requireRefused(byte[] bytes, String... parts) {
    DicomException e =
        assertThrows(
            DicomException.class,
            () -> {
              Path file = Files.write(folder.resolve("bad.dcm"), bytes);
              DicomImage image = DicomImage.open(file, DicomOptions.standard());
              for (int number = 1; number <= image.frames(); number++) {
                image.frame(number);
              }
            });
    String message = e.getMessage();
    assertTrue(message.contains("bad.dcm"), message);
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }
}
