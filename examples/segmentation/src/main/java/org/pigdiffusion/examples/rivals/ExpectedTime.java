package org.pigdiffusion.examples.rivals;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.pigdiffusion.data.Folds;

/** How long a comparison in folds will take. */
record ExpectedTime(TableDesign design, TimePlan plan) {

  /** A table of Markdown, in minutes. */
  String text() {
    List<Folds.Fold> folds = design.folds();
    MinutesTable table =
        new MinutesTable(IntStream.range(0, folds.size()).mapToObj(i -> "fold " + i).toList());
    table.add(TableDesign.NONE, 0, inFolds(fold -> networks(1)));
    table.add(TableDesign.CLASSICAL, 0, inFolds(fold -> networks(1)));
    for (TableMethod method : design.methods()) {
      int rows = 2 * design.ratios(method).size();
      table.add(
          method.name(),
          plan.steps(method, design.pair().name()),
          inFolds(
              fold ->
                  design
                      .minutesOfPairs(method, fold.training().size(), plan)
                      .plus(networks(rows))));
    }
    if (design.filtered()) {
      table.add(
          design.pair().name() + TableDesign.FILTERED,
          0,
          inFolds(fold -> networks(design.ratios().size() + 1)));
    }
    return table.text();
  }

  private List<Minutes> inFolds(Function<Folds.Fold, Minutes> minutes) {
    return design.folds().stream().map(minutes).toList();
  }

  private Minutes networks(int count) {
    return design.minutesOfNetworks(count, plan);
  }
}
