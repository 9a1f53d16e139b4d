package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.FeatureNeighbours;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.evaluation.Quantity;
import org.pigdiffusion.examples.common.WholeFile;
import org.pigdiffusion.picture.ContactSheet;
import org.pigdiffusion.picture.Picture;
import org.pigdiffusion.picture.PixelDepth;
import org.pigdiffusion.report.Better;
import org.pigdiffusion.report.FactList;
import org.pigdiffusion.report.FigureColumn;
import org.pigdiffusion.report.FigureRow;
import org.pigdiffusion.report.FigureTable;
import org.pigdiffusion.report.PictureGrid;
import org.pigdiffusion.report.Report;

/**
 * The results of an experiment as files.
 *
 * @param title of the page
 * @param summary what the reader learns
 * @param masks whether the rows have masks, which are measured too
 * @param learntFrom the training images among which the nearest were looked for
 * @param facts how the figures were made
 */
record PaperReport(
    String title, String summary, boolean masks, PairSet learntFrom, Map<String, String> facts) {
  private static final int SHOWN = 12;
  private static final int COUPLES = 4;

  /** How wide an image should be on the page, and how wide the page is. */
  private static final int LEAST_PIXELS = 96;

  private static final int PAGE = 1068;

  /** A figure of the table, and where it is found. */
  private record Column(FigureColumn shown, Function<ResultRow, Optional<Measured>> of) {
    static Column of(FigureColumn shown, Quantity quantity) {
      return new Column(
          shown, row -> Optional.ofNullable(row.quality().quantities().get(quantity)));
    }

    String text(ResultRow row) {
      return of.apply(row).map(shown::text).orElse("not measured");
    }
  }

  private List<Column> columns(List<ResultRow> rows) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.of(FigureColumn.of("FD", Better.LOWER), Quantity.FRECHET_DISTANCE),
                Column.of(
                    new FigureColumn("KID x 1000", Better.LOWER, 1000, 2),
                    Quantity.KERNEL_DISTANCE),
                Column.of(FigureColumn.of("precision", Better.HIGHER), Quantity.PRECISION),
                Column.of(FigureColumn.of("recall", Better.HIGHER), Quantity.RECALL),
                Column.of(FigureColumn.of("density", Better.HIGHER), Quantity.DENSITY),
                Column.of(FigureColumn.of("coverage", Better.HIGHER), Quantity.COVERAGE),
                Column.of(FigureColumn.of("FRD", Better.LOWER), Quantity.RADIOMICS_DISTANCE)));
    if (masks) {
      if (rows.stream()
          .anyMatch(row -> row.quality().quantities().containsKey(Quantity.ALIGNMENT))) {
        columns.add(
            Column.of(FigureColumn.of("alignment, Dice", Better.HIGHER), Quantity.ALIGNMENT));
      }
      columns.add(
          Column.of(
              FigureColumn.percent("mask area, W1", Better.LOWER), Quantity.MASK_AREA_DISTANCE));
      columns.add(
          Column.of(
              FigureColumn.of("lesions a mask, W1", Better.LOWER), Quantity.MASK_COUNT_DISTANCE));
    }
    columns.add(
        new Column(
            FigureColumn.of("distance to the nearest training image", Better.NEITHER),
            row -> Optional.of(row.copying().distance())));
    columns.add(
        new Column(
            FigureColumn.percent("near-copies", Better.NEITHER),
            row -> Optional.of(row.copying().nearCopies())));
    return columns;
  }

  /**
   * Writes {@code results.csv}, {@code results.json}, {@code results.md} and {@code report.html}.
   */
  void write(Path folder, List<ResultRow> rows) throws IOException {
    Report.Builder report = Report.builder(title).summary(summary).add(table(rows));
    report.add(new FactList("Cost", "Of each image.", costs(rows)));
    report.add(new FactList("How it was made", "", facts));
    for (ResultRow row : rows) {
      report.add(images(row));
    }
    for (ResultRow row : rows) {
      report.add(couples(row));
    }
    report.build().write(folder);
    Files.move(
        folder.resolve("report.json"),
        folder.resolve("results.json"),
        StandardCopyOption.REPLACE_EXISTING);
    WholeFile.write(folder.resolve("results.md"), markdown(rows));
  }

  private FigureTable table(List<ResultRow> rows) {
    List<Column> columns = columns(rows);
    return new FigureTable(
        "Results",
        "Against held-out real images. Distance to the nearest training image: between features,"
            + " without a unit; best is that of the real images, less tells of copies, and more of"
            + " images unlike any real one. Near-copies: nearer to a training image than 95 % of"
            + " the held-out real images; of these, 5 % are by definition.",
        columns.stream().map(Column::shown).toList(),
        rows.stream()
            .map(
                row ->
                    new FigureRow(
                        row.name(),
                        row.quality().frechetPairs(),
                        columns.stream().map(column -> column.of().apply(row)).toList()))
            .toList());
  }

  private static Map<String, String> costs(List<ResultRow> rows) {
    Map<String, String> costs = new LinkedHashMap<>();
    for (ResultRow row : rows) {
      row.samples().ifPresent(samples -> costs.put(row.name(), cost(samples)));
    }
    return costs;
  }

  private static String cost(ExperimentRow.Samples samples) {
    return String.format(
        Locale.ROOT,
        "%s: %d calls of a network, %.3f seconds of CPU",
        samples.row().method(),
        samples.calls(),
        samples.cpu());
  }

  /** The table and how it was made, for a page of Markdown. */
  String markdown(List<ResultRow> rows) {
    List<Column> columns = columns(rows);
    StringBuilder text = new StringBuilder("| row | images |");
    for (Column column : columns) {
      String better = column.shown().better().text();
      text.append(' ').append(column.shown().name());
      text.append(better.isEmpty() ? " |" : " (" + better + ") |");
    }
    text.append("\n|---|---|").append("---|".repeat(columns.size())).append('\n');
    boolean few = false;
    for (ResultRow row : rows) {
      int images = row.quality().frechetPairs();
      few |= images < FigureTable.FEW;
      text.append(
          "| %s | %d%s |".formatted(row.name(), images, images < FigureTable.FEW ? " *" : ""));
      columns.forEach(column -> text.append(' ').append(column.text(row)).append(" |"));
      text.append('\n');
    }
    if (few) {
      text.append("\nRows marked * stand on fewer than %d images".formatted(FigureTable.FEW))
          .append(": so few say little, and their intervals are too narrow.\n");
    }
    text.append("\n| row | cost of an image |\n|---|---|\n");
    costs(rows).forEach((row, cost) -> text.append("| %s | %s |%n".formatted(row, cost)));
    text.append('\n');
    facts.forEach((name, value) -> text.append("- %s: %s%n".formatted(name, value)));
    return text.toString();
  }

  private PictureGrid images(ResultRow row) {
    int count = Math.min(SHOWN, row.pairs().size());
    PairSet some = row.pairs().slice(0, count);
    List<PictureGrid.Captioned> pictures =
        masks
            ? List.of(
                new PictureGrid.Captioned(
                    ContactSheet.of(sheetColumns(some), 1).draw(some.x(), some.y()),
                    "pairs 0 to %d: %s"
                        .formatted(count - 1, ContactSheet.legend(some.x().shape().channels()))))
            : IntStream.range(0, count)
                .mapToObj(i -> new PictureGrid.Captioned(picture(some.y(), i), "image " + i))
                .toList();
    return new PictureGrid(
        "Images: " + row.name(),
        row.samples().isPresent()
            ? "The first that were sampled, none left out."
            : "The first of the held-out real images, with which all rows are compared; this row of"
                + " the table measures training images.",
        scale(some),
        pictures);
  }

  /** The images that come nearest to a training image, each before it. */
  private PictureGrid couples(ResultRow row) {
    List<PictureGrid.Captioned> pictures = new ArrayList<>();
    IntStream.range(0, row.nearest().size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> row.nearest().get(i).distance()))
        .limit(COUPLES)
        .forEach(
            i -> {
              FeatureNeighbours.Neighbour nearest = row.nearest().get(i);
              pictures.add(new PictureGrid.Captioned(picture(row.pairs().y(), i), "image " + i));
              pictures.add(
                  new PictureGrid.Captioned(
                      picture(learntFrom.y(), nearest.index()),
                      String.format(
                          Locale.ROOT,
                          "training image %d, distance %.3f",
                          nearest.index(),
                          nearest.distance())));
            });
    return new PictureGrid(
        "Nearest to training images: " + row.name(),
        row.samples().isPresent()
            ? "The images that come nearest to a training image in feature space, each before it: if"
                + " any is a copy, it is among them."
            : "The held-out real images that come nearest to a training image in feature space, each"
                + " before it: so near come images that are no copies.",
        scale(row.pairs()),
        pictures,
        2);
  }

  /** Enlarges small images by a whole factor. */
  private static int scale(PairSet pairs) {
    return Math.min(16, Math.max(2, LEAST_PIXELS / width(pairs)));
  }

  /** As many pairs side by side, three tiles each, as the page has room for. */
  private static int sheetColumns(PairSet pairs) {
    return Math.max(1, Math.min(4, PAGE / (3 * width(pairs) * scale(pairs))));
  }

  private static int width(PairSet pairs) {
    return pairs.y().shape().width();
  }

  private static Picture picture(Tensor images, int index) {
    return Picture.ofImage(images.slice(index, index + 1), PixelDepth.EIGHT);
  }
}
