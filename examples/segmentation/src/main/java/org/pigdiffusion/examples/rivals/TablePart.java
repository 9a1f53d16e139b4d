package org.pigdiffusion.examples.rivals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pigdiffusion.segmentation.SegmentationExperiment;

/**
 * A part of the table that is one experiment of the library, since the networks of an experiment
 * have the same augmentation, ratios and filter.
 *
 * @param networks how they learn
 * @param methods that make pairs
 * @param ratios generated pairs for each real one
 * @param real what the row of real pairs alone is called; empty if another part has it
 */
record TablePart(
    Networks networks, List<TableMethod> methods, List<Double> ratios, Optional<String> real) {
  /** How the networks of a part learn. */
  enum Networks {
    /** From pairs as they are. */
    BARE("as they are", "none", TableDesign.BARE),
    /** With augmentation. */
    PLAIN("plain", "plain", ""),
    /** With augmentation, and without bad pairs. */
    FILTERED("filtered", "filtered", TableDesign.FILTERED);

    private final String told;
    private final String folder;
    private final String ending;

    Networks(String told, String folder, String ending) {
      this.told = told;
      this.folder = folder;
      this.ending = ending;
    }

    /** What progress is told by. */
    String told() {
      return told;
    }

    /** The folder in that of the table. */
    String folder() {
      return folder;
    }
  }

  /** All parts, in the order of the table. */
  static List<TablePart> of(TableDesign design) {
    List<TablePart> parts = new ArrayList<>();
    parts.add(rivals(design, Networks.BARE, TableDesign.NONE));
    parts.add(pair(design, Networks.BARE));
    parts.add(rivals(design, Networks.PLAIN, TableDesign.CLASSICAL));
    parts.add(pair(design, Networks.PLAIN));
    if (design.filtered()) {
      parts.add(pair(design, Networks.FILTERED));
    }
    return parts;
  }

  private static TablePart rivals(TableDesign design, Networks networks, String real) {
    return new TablePart(networks, design.rivals(), design.rivalRatios(), Optional.of(real));
  }

  private static TablePart pair(TableDesign design, Networks networks) {
    return new TablePart(networks, List.of(design.pair()), design.ratios(), Optional.empty());
  }

  /** The names of its rows. */
  List<String> names() {
    List<String> generators = methods.stream().map(TableMethod::name).toList();
    return SegmentationExperiment.methods(generators, ratios).stream()
        .flatMap(method -> name(method).stream())
        .toList();
  }

  /** The name of a row of the experiment; empty if the table has it from another part. */
  Optional<String> name(String method) {
    return method.equals(SegmentationExperiment.REAL)
        ? real
        : Optional.of(method + networks.ending);
  }
}
