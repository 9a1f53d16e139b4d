package org.pigdiffusion.data.dicom;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A DICOM file is malformed, or holds what this library does not read. The message names the file,
 * the element, its offset in the file, what was expected and what was found.
 */
public final class DicomException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  DicomException(String reason) {
    super(reason);
    this.reason = reason;
  }

  DicomException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  private DicomException(Path file, DicomException inside) {
    super(file + ": " + inside.reason, inside);
    this.reason = inside.reason;
  }

  /** The message without the file's name. */
  public String reason() {
    return reason;
  }

  DicomException in(Path file) {
    return new DicomException(file, this);
  }
}
