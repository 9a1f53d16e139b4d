package org.pigdiffusion.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pigdiffusion.trainer.PairExample;

/** Reads and checks one pair of files, and collects all that is wrong with it. */
final class PairReader {
  /** A pair, or why there is none. */
  record Outcome(Optional<PairExample> pair, List<DataFault> faults) {}

  private final PairFiles files;
  private final PairFiles.Entry entry;
  private final Preprocessing preprocessing;
  private final List<DataFault> faults = new ArrayList<>();

  private PairReader(PairFiles files, PairFiles.Entry entry, Preprocessing preprocessing) {
    this.files = files;
    this.entry = entry;
    this.preprocessing = preprocessing;
  }

  static Outcome read(PairFiles files, PairFiles.Entry entry, Preprocessing preprocessing) {
    PairReader reader = new PairReader(files, entry, preprocessing);
    Optional<PairExample> pair = reader.pair();
    return new Outcome(pair, reader.faults);
  }

  private Optional<PairExample> pair() {
    // Both files are looked at even if one is bad: the report is to name everything at once.
    Optional<PixelGrid> image = grid(entry.image(), DataFault.Kind.MISSING_IMAGE);
    Optional<LabelMap> mask = grid(entry.mask(), DataFault.Kind.MISSING_MASK).flatMap(this::labels);
    image.ifPresent(this::requireContrast);
    if (image.isEmpty() || mask.isEmpty() || !faults.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(preprocessing.apply(entry.name(), entry.group(), image.get(), mask.get()));
    } catch (UnusablePairException e) {
      boolean ofImage = e.kind() == DataFault.Kind.BLANK_IMAGE;
      fault(e.kind(), ofImage ? entry.image() : entry.mask(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<PixelGrid> grid(Path file, DataFault.Kind missing) {
    if (!Files.isRegularFile(file)) {
      fault(missing, file, "expected a file, found none");
      return Optional.empty();
    }
    try {
      return Optional.of(PixelGrid.read(file));
    } catch (IOException e) {
      fault(DataFault.Kind.UNREADABLE, file, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<LabelMap> labels(PixelGrid mask) {
    try {
      return Optional.of(preprocessing.mask().labels(mask));
    } catch (IllegalArgumentException e) {
      fault(DataFault.Kind.GREY_MASK, entry.mask(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void requireContrast(PixelGrid image) {
    float[] extremes = image.extremes();
    if (extremes[0] == extremes[1]) {
      fault(
          DataFault.Kind.BLANK_IMAGE,
          entry.image(),
          "expected contrast, found the value " + extremes[0] + " everywhere");
    }
  }

  private void fault(DataFault.Kind kind, Path file, String detail) {
    faults.add(new DataFault(kind, files.shown(file), detail));
  }
}
