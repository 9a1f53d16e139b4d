package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.report.Better;
import org.pigdiffusion.report.FigureColumn;
import org.pigdiffusion.report.FigureRow;
import org.pigdiffusion.report.FigureTable;

/**
 * The Dice of each class of several, as tables of a report.
 *
 * @param results of masks of several classes
 * @param bootstrap how intervals are drawn
 */
record ClassTables(SegmentationResults results, Bootstrap bootstrap) {
  /**
   * The Dice of each class, and its change; none for masks of one class.
   *
   * @param than the method that changes are from
   */
  List<FigureTable> of(String than) {
    if (results.classes() < 2) {
      return List.of();
    }
    List<FigureTable> tables = new ArrayList<>();
    tables.add(
        table(
            "Each class",
            "Dice of each class by itself, the others counted as background: means with intervals.",
            name -> FigureColumn.percent(name, Better.HIGHER),
            results.methods(),
            (ofClass, method) -> ofClass.mean(method, bootstrap)));
    List<String> others = results.methods().stream().filter(name -> !name.equals(than)).toList();
    if (!others.isEmpty()) {
      tables.add(
          table(
              "Change of each class from " + than,
              "Paired, image by image.",
              ChangeColumn::points,
              others,
              (ofClass, method) -> ofClass.difference(method, than, bootstrap)));
    }
    return tables;
  }

  private FigureTable table(
      String title,
      String caption,
      Function<String, FigureColumn> column,
      List<String> methods,
      BiFunction<SegmentationResults, String, Map<SegmentationFigure, Measured>> figures) {
    List<Integer> classes = IntStream.rangeClosed(1, results.classes()).boxed().toList();
    List<FigureRow> rows = new ArrayList<>();
    for (String method : methods) {
      List<Optional<Measured>> values = new ArrayList<>();
      for (int number : classes) {
        Measured dice = figures.apply(results.ofClass(number), method).get(SegmentationFigure.DICE);
        values.add(Optional.ofNullable(dice));
      }
      rows.add(new FigureRow(RowText.name(results, method), results.groups(method).size(), values));
    }
    return new FigureTable(
        title,
        caption,
        classes.stream().map(number -> column.apply("Dice, class " + number)).toList(),
        rows);
  }
}
