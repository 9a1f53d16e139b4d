package org.pigdiffusion.report;

import java.util.List;

/**
 * Text alone.
 *
 * @param title the heading
 * @param paragraphs plain text, shown as it is: no markup is understood
 */
public record Prose(String title, List<String> paragraphs) implements ReportSection {
  /** Copies the paragraphs. */
  public Prose {
    Texts.requireTitle(title);
    paragraphs = List.copyOf(paragraphs);
  }

  @Override
  public String caption() {
    return "";
  }
}
