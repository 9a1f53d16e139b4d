package org.pigdiffusion.examples.rivals;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pigdiffusion.data.Folds;

/**
 * How long everything will take, if nothing is there yet and the machine stays as busy as it is.
 */
record ExpectedTime(TableDesign design, TimePlan plan) {

  /** A table of Markdown, in minutes. */
  String text() {
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder("| method | steps |");
    StringBuilder rule = new StringBuilder("|---|---|");
    for (int i = 0; i < design.folds().size(); i++) {
      head.append(" fold ").append(i).append(" |");
      rule.append("---|");
    }
    lines.add("Expected minutes, with nothing done before:");
    lines.add("");
    lines.add(head.toString());
    lines.add(rule.toString());
    double all = 0;
    all += add(lines, TableDesign.NONE, 0, fold -> networks(1));
    all += add(lines, TableDesign.CLASSICAL, 0, fold -> networks(1));
    for (TableMethod method : design.methods()) {
      all +=
          add(
              lines,
              method.name(),
              plan.steps(method, design.pair().name()),
              fold -> pairs(method, fold) + networks(design.ratios(method).size()));
    }
    if (design.filtered()) {
      String name = design.pair().name() + TableDesign.FILTERED;
      all += add(lines, name, 0, fold -> networks(design.ratios().size() + 1));
    }
    lines.add("");
    lines.add(String.format(Locale.ROOT, "In all %.1f hours.", all / 60));
    return String.join("\n", lines) + "\n";
  }

  /** The minutes of a fold. */
  @FunctionalInterface
  private interface Minutes {
    double of(Folds.Fold fold);
  }

  private double add(List<String> lines, String name, int steps, Minutes minutes) {
    StringBuilder line = new StringBuilder("| " + name + " | " + (steps > 0 ? steps : "") + " |");
    double sum = 0;
    for (Folds.Fold fold : design.folds()) {
      double ofFold = minutes.of(fold);
      sum += ofFold;
      line.append(String.format(Locale.ROOT, " %.1f |", ofFold));
    }
    lines.add(line.toString());
    return sum;
  }

  private double pairs(TableMethod method, Folds.Fold fold) {
    TrainingCost cost = plan.cost(method.name());
    double most = design.ratios(method).stream().mapToDouble(ratio -> ratio).max().orElse(0);
    double training = plan.steps(method, design.pair().name()) * cost.secondsOfStep();
    return (training + most * fold.training().size() * cost.secondsOfPair()) / 60;
  }

  private double networks(int count) {
    double seconds =
        design.settings().steps() * plan.cost(PlanMeasurement.SEGMENTER).secondsOfStep();
    return count * design.seeds().size() * seconds / 60;
  }
}
