package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.List;

/** A table of Markdown, row by row. For one thread. */
final class MarkdownTable {
  private final int columns;
  private final StringBuilder text = new StringBuilder();

  MarkdownTable(List<String> head) {
    this.columns = head.size();
    add(head);
    text.append("|---".repeat(columns)).append("|\n");
  }

  /**
   * Adds a row.
   *
   * @param cells as many as the head has
   */
  void add(List<String> cells) {
    if (cells.size() != columns) {
      throw new IllegalArgumentException(
          "cells: expected %d as in the head, found %d".formatted(columns, cells.size()));
    }
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** Adds a row of a name and what follows it. */
  void add(String name, List<String> more) {
    List<String> cells = new ArrayList<>(List.of(name));
    cells.addAll(more);
    add(cells);
  }

  /** All rows, each with its line end. */
  @Override
  public String toString() {
    return text.toString();
  }
}
