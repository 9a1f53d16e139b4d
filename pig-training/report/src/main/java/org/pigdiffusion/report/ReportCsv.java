package org.pigdiffusion.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.pigdiffusion.evaluation.Measured;

/** A table as CSV (RFC 4180): a row each, three columns for each figure, values as heads say. */
final class ReportCsv {
  private ReportCsv() {}

  static String of(FigureTable table) {
    StringBuilder text = new StringBuilder();
    List<Object> head = new ArrayList<>(List.of("row", "count"));
    for (FigureColumn column : table.columns()) {
      head.addAll(List.of(column.name(), column.name() + " low", column.name() + " high"));
    }
    text.append(CSVFormat.RFC4180.format(head.toArray())).append("\r\n");
    for (FigureRow row : table.rows()) {
      List<Object> cells = new ArrayList<>(List.of(row.name(), row.count()));
      for (int i = 0; i < row.values().size(); i++) {
        Optional<Measured> value = row.values().get(i).map(table.columns().get(i)::scaled);
        cells.add(value.map(m -> "" + m.value()).orElse(""));
        cells.add(value.map(m -> "" + m.low()).orElse(""));
        cells.add(value.map(m -> "" + m.high()).orElse(""));
      }
      text.append(CSVFormat.RFC4180.format(cells.toArray())).append("\r\n");
    }
    return text.toString();
  }
}
