package org.pigdiffusion.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.PairQuality;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.QualityTable;
import org.pigdiffusion.evaluation.Quantity;
import org.pigdiffusion.evaluation.RowFigures;
import org.pigdiffusion.sampler.PairBatch;

/** Whether the masks of a pair are what its images lack: images for other masks beside them. */
final class ImagesOfMasks {
  private final Yardstick yardstick;
  private final String features;
  private final List<RowFigures> rows = new ArrayList<>();

  /**
   * No rows yet.
   *
   * @param yardstick of held-out real pairs
   * @param features what they are called
   */
  ImagesOfMasks(Yardstick yardstick, String features) {
    this.yardstick = yardstick;
    this.features = features;
  }

  /** Measures a row. */
  void add(String name, PairSet pairs) throws IOException {
    PairQuality quality = yardstick.measurements().measure(pairs);
    rows.add(new RowFigures(name, Optional.empty(), quality));
  }

  /**
   * The finished masks of some batches as guides. Masks of one channel keep the soft edges that
   * they were sampled with; those of several are made one class a pixel, as guides must be.
   */
  static Tensor guides(List<PairBatch> batches) {
    return Tensor.concatBatch(
        batches.stream()
            .map(b -> b.x().shape().channels() == 1 ? b.x().clamp(-1, 1) : b.annotation())
            .toList());
  }

  /** A table of Markdown. */
  String markdown() {
    Map<Quantity, QualityTable.Column> columns =
        new QualityTable(rows, "", features, List.of()).columns();
    List<String> head = new ArrayList<>(List.of("images", "number"));
    columns.values().forEach(column -> head.add(column.name()));
    MarkdownTable table = new MarkdownTable(head);
    for (RowFigures row : rows) {
      List<String> cells = new ArrayList<>(List.of(String.valueOf(row.quality().pairs())));
      columns.forEach((quantity, column) -> cells.add(cell(row.quality(), quantity, column)));
      table.add(row.name(), cells);
    }
    return table.toString();
  }

  private static String cell(PairQuality quality, Quantity quantity, QualityTable.Column column) {
    return Optional.<Measured>ofNullable(quality.quantities().get(quantity))
        .map(measured -> column.scaled(measured).toString(column.digits()))
        .orElse("not measured");
  }
}
