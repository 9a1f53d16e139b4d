package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One of the rows that a program of the paper's experiments can measure. */
interface PaperChoice {
  /** What {@code --choice} is. */
  String DESCRIPTION =
      "rows to measure; all if absent: ${COMPLETION-CANDIDATES}. Rows that were begun in --out"
          + " are among them: no results are written that lack them";

  /** The name of the row. */
  String row();

  /**
   * What a call measures.
   *
   * @param chosen what was asked for; nothing for all
   * @param all in the order of the table
   * @param out the folder of the experiment: what was begun there stays
   * @throws IllegalArgumentException if other rows were begun there
   */
  static <C extends PaperChoice> List<C> of(List<C> chosen, C[] all, Path out) throws IOException {
    requireNoOthers(all, out);
    return Arrays.stream(all)
        .filter(
            choice ->
                chosen.isEmpty()
                    || chosen.contains(choice)
                    || Files.exists(ExperimentRow.folder(out, choice.row())))
        .toList();
  }

  /** Rows of another program, or with names of before, would not be among the results. */
  private static void requireNoOthers(PaperChoice[] all, Path out) throws IOException {
    Path rows = out.resolve(ExperimentRow.ROWS);
    if (Files.notExists(rows)) {
      return;
    }
    Set<Path> known =
        Arrays.stream(all)
            .map(choice -> ExperimentRow.folder(out, choice.row()))
            .collect(Collectors.toSet());
    try (Stream<Path> begun = Files.list(rows)) {
      List<Path> others =
          begun.filter(path -> Files.isDirectory(path) && !known.contains(path)).sorted().toList();
      if (!others.isEmpty()) {
        throw new IllegalArgumentException(
            "--out: expected rows of this program alone, found %s, of another program or version, which"
                    .formatted(others)
                + " would not be among the results; give another --out, or move them away");
      }
    }
  }
}
