package org.pigdiffusion.report;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pigdiffusion.internal.AtomicFile;

/**
 * The results of an experiment, written for readers and for other programs. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * Report report =
 *     Report.builder("Do generated pairs help?")
 *         .summary("Dice of held-out patients, with and without generated pairs.")
 *         .add(
 *             new FigureTable(
 *                 "Held-out patients",
 *                 "Mean of 5 folds; intervals of 1,000 bootstrap draws.",
 *                 List.of(FigureColumn.percent("Dice", Better.HIGHER)),
 *                 List.of(
 *                     FigureRow.of("real pairs", 60, List.of(new Measured(0.52, 0.48, 0.57))),
 *                     FigureRow.of("and generated", 60, List.of(new Measured(0.60, 0.56, 0.64))))))
 *         .build();
 * report.write(Path.of("report"));
 * }</pre>
 */
public final class Report {
  private final String title;
  private final String summary;
  private final List<ReportSection> sections;

  private Report(Builder builder) {
    Texts.requireTitle(builder.title);
    this.title = builder.title;
    this.summary = builder.summary;
    this.sections = List.copyOf(builder.sections);
    Texts.requireDifferent("sections", sections.stream().map(ReportSection::title).toList());
    Texts.requireDifferent("table files", tables().stream().map(Report::fileName).toList());
  }

  /** Starts a report without sections. */
  public static Builder builder(String title) {
    return new Builder(title);
  }

  /** The heading of the page; not blank. */
  public String title() {
    return title;
  }

  /** What the reader learns, in a sentence or two; it may be empty. */
  public String summary() {
    return summary;
  }

  /** The parts, in order. */
  public List<ReportSection> sections() {
    return sections;
  }

  /**
   * Writes the report into a folder, each file whole or not at all; what was there under these
   * names is replaced. First the files for programs: {@code report.json}, and a CSV file for each
   * table, named by its title ("Held-out patients" becomes {@code held-out-patients.csv}). Then
   * {@code report.html}, which holds everything, pictures too, and needs no other file.
   *
   * @param folder made if it is missing
   * @throws IOException if a file cannot be written; its text names it
   */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.write(folder.resolve("report.json"), json());
    for (FigureTable table : tables()) {
      AtomicFile.write(folder.resolve(fileName(table)), ReportCsv.of(table));
    }
    AtomicFile.write(folder.resolve("report.html"), html());
  }

  /**
   * One HTML page that needs no other file: no script, no font, and nothing is fetched when it is
   * opened. Drawing curves needs a Java runtime with fonts, as AWT does.
   */
  public String html() {
    return HtmlPage.of(this);
  }

  /**
   * Everything but the pictures, for programs. Values of tables are as the heads of columns say.
   */
  public String json() {
    return ReportJson.of(this);
  }

  private List<FigureTable> tables() {
    return sections.stream()
        .filter(FigureTable.class::isInstance)
        .map(FigureTable.class::cast)
        .toList();
  }

  private static String fileName(FigureTable table) {
    String plain = table.title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return plain.replaceAll("^-|-$", "") + ".csv";
  }

  /** Collects the parts of a report. Not thread-safe. */
  public static final class Builder {
    private final String title;
    private final List<ReportSection> sections = new ArrayList<>();
    private String summary = "";

    private Builder(String title) {
      this.title = title;
    }

    /** What the reader learns, in a sentence or two. */
    @CanIgnoreReturnValue
    public Builder summary(String text) {
      this.summary = text;
      return this;
    }

    /** Adds a part at the end. */
    @CanIgnoreReturnValue
    public Builder add(ReportSection section) {
      sections.add(section);
      return this;
    }

    /**
     * The report.
     *
     * @throws IllegalArgumentException if a title is blank, or two parts bear the same one
     */
    public Report build() {
      return new Report(this);
    }
  }
}
