package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pigdiffusion.evaluation.Bootstrap;
import org.pigdiffusion.evaluation.Measured;
import org.pigdiffusion.evaluation.SegmentationFigure;
import org.pigdiffusion.evaluation.SegmentationResults;
import org.pigdiffusion.report.FigureColumn;
import org.pigdiffusion.report.FigureRow;
import org.pigdiffusion.report.FigureTable;

/**
 * What each training of the networks gives by itself. Intervals over groups do not hold the chance
 * of training: how far the seeds are apart shows it.
 *
 * @param results of networks of one seed or more
 * @param bootstrap how intervals are drawn
 */
public record SeedTables(SegmentationResults results, Bootstrap bootstrap) {
  /** Of networks of one seed, as a sentence after others. */
  static final String ONE =
      " Each network was trained once, and another training may give another change: --seeds 3"
          + " trains each three times.";

  /**
   * The change of the Dice with each seed, and over the seeds; none if there is one seed.
   *
   * @param than the method that changes are from
   */
  public Optional<FigureTable> of(String than) {
    List<Long> seeds = results.seeds();
    List<String> others = results.methods().stream().filter(name -> !name.equals(than)).toList();
    if (seeds.size() < 2 || others.isEmpty()) {
      return Optional.empty();
    }
    List<FigureRow> rows = new ArrayList<>();
    for (String method : others) {
      List<Optional<Measured>> values = new ArrayList<>();
      seeds.forEach(seed -> values.add(change(method, than, seed)));
      values.add(over(changes(method, than)));
      rows.add(new FigureRow(RowText.name(results, method), results.groups(method).size(), values));
    }
    List<FigureColumn> columns = new ArrayList<>();
    seeds.forEach(seed -> columns.add(ChangeColumn.points("Dice, seed " + seed)));
    columns.add(ChangeColumn.points("Dice, over the seeds"));
    return Optional.of(
        new FigureTable(
            "Change of each seed from " + than,
            "Paired, as above, but of the networks of one seed alone. How far the seeds are apart"
                + " is the chance of training. The last interval is Student's over the seeds.",
            columns,
            rows));
  }

  /** The mean of several seeds with Student's interval over them; empty for fewer than two. */
  Optional<Measured> over(List<Measured> ofSeeds) {
    return ofSeeds.size() < 2
        ? Optional.empty()
        : Optional.of(
            Measured.ofRepetitions(
                ofSeeds.stream().map(Measured::value).toList(), bootstrap.level()));
  }

  /**
   * The change of the Dice with each seed of which both methods have figures.
   *
   * @param than the method that changes are from
   */
  List<Measured> changes(String method, String than) {
    return results.seeds().stream()
        .map(seed -> change(method, than, seed))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Measured> change(String method, String than, long seed) {
    SegmentationResults alone = results.ofSeed(seed);
    return alone.methods().containsAll(List.of(method, than))
        ? Optional.ofNullable(
            alone.difference(method, than, bootstrap).get(SegmentationFigure.DICE))
        : Optional.empty();
  }

  /** A sentence for networks of one seed; empty for several. */
  public String doubt() {
    return results.seeds().size() > 1 ? "" : ONE;
  }
}
