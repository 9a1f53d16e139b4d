package org.pigdiffusion.examples.rivals;

import java.util.Optional;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.report.FigureColumn;
import org.pigdiffusion.report.FigureRow;
import org.pigdiffusion.report.FigureTable;

/** A table of a report as Markdown, for pages of results. */
final class MarkdownTable {
  private MarkdownTable() {}

  static String of(FigureTable table) {
    StringBuilder text = new StringBuilder();
    text.append("\n## ").append(table.title()).append("\n\n");
    text.append(table.caption()).append("\n\n| |");
    table.columns().forEach(column -> text.append(' ').append(head(column)).append(" |"));
    text.append("\n|---|").append("---|".repeat(table.columns().size())).append('\n');
    for (FigureRow row : table.rows()) {
      text.append("| ").append(row.name()).append(" |");
      for (int i = 0; i < table.columns().size(); i++) {
        text.append(' ').append(cell(table.columns().get(i), row.values().get(i))).append(" |");
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String head(FigureColumn column) {
    String better = column.better().text();
    return better.isEmpty() ? column.name() : column.name() + "; " + better;
  }

  private static String cell(FigureColumn column, Optional<Measured> value) {
    return value.map(column::text).orElse("not measured");
  }
}
