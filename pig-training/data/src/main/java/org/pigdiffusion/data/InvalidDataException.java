package org.pigdiffusion.data;

/** A data set cannot be trained on; the message is the whole report, one fault a line. */
public final class InvalidDataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient DataReport report;

  /** Creates an exception for a report. */
  public InvalidDataException(DataReport report) {
    super(report.toString());
    this.report = report;
  }

  /** All faults. Not kept by serialisation, the message is. */
  public DataReport report() {
    return report;
  }
}
