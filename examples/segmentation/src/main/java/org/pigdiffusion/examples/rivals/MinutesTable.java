package org.pigdiffusion.examples.rivals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pigdiffusion.examples.common.HowLong;

/**
 * How long everything will take, if nothing is there yet and the machine stays as busy as it is: a
 * table of Markdown with a row for each method. For one thread.
 */
final class MinutesTable {
  private final List<String> lines = new ArrayList<>();
  private Minutes all = new Minutes(0, 0);

  /** A table without rows. */
  MinutesTable(List<String> columns) {
    lines.add("Expected time, with nothing done before:");
    lines.add("");
    lines.add(columns.stream().collect(Collectors.joining(" | ", "| method | steps | ", " |")));
    lines.add("|---|---|" + "---|".repeat(columns.size()));
  }

  /**
   * Adds a row.
   *
   * @param steps of each network of a generator, 0 for none
   * @param minutes of each column
   */
  void add(String method, int steps, List<Minutes> minutes) {
    lines.add(
        minutes.stream()
            .map(each -> HowLong.ofMinutes(each.clock()))
            .collect(
                Collectors.joining(
                    " | ", "| " + method + " | " + (steps > 0 ? steps : "") + " | ", " |")));
    all = minutes.stream().reduce(all, Minutes::plus);
  }

  /** The table and its sum. */
  String text() {
    return String.join("\n", lines)
        + ("%n%nIn all %s by the clock, %s of CPU.%n"
                + "The time of measuring and of the report comes on top.%n")
            .formatted(HowLong.ofMinutes(all.clock()), HowLong.ofMinutes(all.cpu()));
  }
}
