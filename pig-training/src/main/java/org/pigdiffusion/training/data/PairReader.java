package org.pigdiffusion.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and checks one pair of files, and collects all that is wrong with it. */
final class PairReader<T> {
  /** What is made of a pair of files. */
  interface Maker<T> {
    /** Throws {@link UnusablePairException} if nothing can be made of them. */
    T make(String name, String group, PixelGrid image, LabelMap labels);
  }

  /** A pair, or why there is none. */
  record Outcome<T>(Optional<T> pair, List<DataFault> faults) {}

  private final PairFiles files;
  private final PairFiles.Entry entry;
  private final MaskEncoding mask;
  private final Maker<T> maker;
  private final List<DataFault> faults = new ArrayList<>();

  private PairReader(PairFiles files, PairFiles.Entry entry, MaskEncoding mask, Maker<T> maker) {
    this.files = files;
    this.entry = entry;
    this.mask = mask;
    this.maker = maker;
  }

  /**
   * Reads all pairs in parallel.
   *
   * @param data names the data set
   * @throws InvalidDataException if anything is wrong with any of them
   */
  static <T> List<T> readAll(Path data, PairFiles files, MaskEncoding mask, Maker<T> maker) {
    List<Outcome<T>> outcomes =
        files.entries().parallelStream()
            .map(entry -> new PairReader<>(files, entry, mask, maker).read())
            .toList();
    List<DataFault> faults = new ArrayList<>(files.faults());
    outcomes.forEach(outcome -> faults.addAll(outcome.faults()));
    if (!faults.isEmpty()) {
      throw new InvalidDataException(new DataReport(data.toString(), faults));
    }
    return outcomes.stream().flatMap(outcome -> outcome.pair().stream()).toList();
  }

  private Outcome<T> read() {
    Optional<T> pair = pair();
    return new Outcome<>(pair, faults);
  }

  private Optional<T> pair() {
    // Both files are looked at even if one is bad: the report is to name everything at once.
    Optional<PixelGrid> image = grid(entry.image(), DataFault.Kind.MISSING_IMAGE);
    Optional<LabelMap> labels =
        grid(entry.mask(), DataFault.Kind.MISSING_MASK).flatMap(this::labels);
    image.ifPresent(this::requireContrast);
    if (image.isEmpty() || labels.isEmpty() || !faults.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(maker.make(entry.name(), entry.group(), image.get(), labels.get()));
    } catch (UnusablePairException e) {
      boolean ofImage =
          e.kind() == DataFault.Kind.BLANK_IMAGE || e.kind() == DataFault.Kind.TOO_SMALL;
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

  private Optional<LabelMap> labels(PixelGrid grid) {
    try {
      return Optional.of(mask.labels(grid));
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
