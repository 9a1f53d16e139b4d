package org.pigdiffusion.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pigdiffusion.model.ModelCard;

/**
 * Names and their values: settings, a machine, what a model says of itself.
 *
 * @param title the heading
 * @param caption sentences about them
 * @param facts in the order in which they are shown
 */
public record FactList(String title, String caption, Map<String, String> facts)
    implements ReportSection {
  /** Copies the facts. */
  public FactList {
    Texts.requireTitle(title);
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * What a model says of itself, in words: how it was trained, what it takes and makes. What only
   * its author can explain comes last, under the author's names. Long values are cut; the model
   * file holds them whole.
   */
  public static FactList ofModel(String title, ModelCard card) {
    return new FactList(title, "What the model file says of itself.", CardFacts.of(card));
  }
}
