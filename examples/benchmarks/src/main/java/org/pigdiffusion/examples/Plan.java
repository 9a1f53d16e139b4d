package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.List;
import org.pigdiffusion.examples.common.HowLong;

/** What an experiment will do, and how long that will take. For one thread. */
final class Plan {
  private record Line(String what, double cpu) {}

  private final List<Line> lines = new ArrayList<>();

  /** Adds work of so many seconds of CPU. */
  void add(String what, double cpu) {
    lines.add(new Line(what, cpu));
  }

  /**
   * A table of Markdown.
   *
   * @param clockPerCpu seconds of the clock for each second of CPU
   */
  String text(double clockPerCpu) {
    StringBuilder text = new StringBuilder("| what | time of CPU | time |\n|---|---|---|\n");
    for (Line line : lines) {
      append(text, line.what, line.cpu, clockPerCpu);
    }
    append(text, "all", lines.stream().mapToDouble(Line::cpu).sum(), clockPerCpu);
    return text.toString();
  }

  private static void append(StringBuilder text, String what, double cpu, double clockPerCpu) {
    text.append(
        "| %s | %s | %s |%n"
            .formatted(what, HowLong.ofSeconds(cpu), HowLong.ofSeconds(cpu * clockPerCpu)));
  }
}
