package org.pigdiffusion.report;

/** One part of a {@link Report}, under a heading of its own. Immutable and thread-safe. */
public sealed interface ReportSection
    permits Prose, FigureTable, FigureCurves, PictureGrid, FactList {
  /** The heading; not blank, and no other section of the report bears it. */
  String title();

  /** What is shown and how it was made, in sentences; it may be empty. */
  String caption();
}
