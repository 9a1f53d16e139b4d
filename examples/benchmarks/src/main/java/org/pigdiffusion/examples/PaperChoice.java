package org.pigdiffusion.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

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
   */
  static <C extends PaperChoice> List<C> of(List<C> chosen, C[] all, Path out) {
    return Arrays.stream(all)
        .filter(
            choice ->
                chosen.isEmpty()
                    || chosen.contains(choice)
                    || Files.exists(ExperimentRow.folder(out, choice.row())))
        .toList();
  }
}
