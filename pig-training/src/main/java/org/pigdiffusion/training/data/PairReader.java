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
  /** A pair and a digest of its image's pixels, or why there is none. */
  record Outcome(Optional<PairExample> pair, String pixels, List<DataFault> faults) {}

  private final PairFiles files;
  private final PairFiles.Entry entry;
  private final Preprocessing preprocessing;
  private final List<DataFault> faults = new ArrayList<>();
  private String pixels = "";

  private PairReader(PairFiles files, PairFiles.Entry entry, Preprocessing preprocessing) {
    this.files = files;
    this.entry = entry;
    this.preprocessing = preprocessing;
  }

  static Outcome read(PairFiles files, PairFiles.Entry entry, Preprocessing preprocessing) {
    PairReader reader = new PairReader(files, entry, preprocessing);
    Optional<PairExample> pair = reader.pair();
    return new Outcome(pair, pair.isPresent() ? reader.pixels : "", reader.faults);
  }

  private Optional<PairExample> pair() {
    // Both files are looked at even if one is bad: the report is to name everything at once.
    Optional<PixelGrid> image = grid(entry.image(), MaskSamples.GREY, DataFault.Kind.MISSING_IMAGE);
    Optional<PixelGrid> mask =
        grid(entry.mask(), preprocessing.mask().samples(), DataFault.Kind.MISSING_MASK);
    Optional<LabelMap> labels = mask.flatMap(this::labels);
    image.ifPresent(this::requireContrast);
    if (image.isPresent() && Files.isRegularFile(entry.mask())) {
      requireInPlace(image.get(), mask, labels);
    }
    if (image.isEmpty() || labels.isEmpty() || !faults.isEmpty()) {
      return Optional.empty();
    }
    pixels = image.get().digest();
    try {
      return Optional.of(
          preprocessing.apply(entry.name(), entry.group(), image.get(), labels.get()));
    } catch (UnusablePairException e) {
      boolean ofImage =
          e.kind() == DataFault.Kind.BLANK_IMAGE
              || e.kind() == DataFault.Kind.COLOUR_IMAGE
              || e.kind() == DataFault.Kind.ASPECT_RATIO;
      fault(e.kind(), ofImage ? entry.image() : entry.mask(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<PixelGrid> grid(Path file, MaskSamples wanted, DataFault.Kind missing) {
    if (!Files.isRegularFile(file)) {
      fault(missing, file, "expected a file, found none");
      return Optional.empty();
    }
    try {
      return Optional.of(PixelGrid.read(file, wanted));
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

  /** Asks whether image and mask have changed places if their contents say so. */
  private void requireInPlace(
      PixelGrid image, Optional<PixelGrid> mask, Optional<LabelMap> labels) {
    MaskEncoding encoding = preprocessing.mask();
    boolean comparable = mask.isPresent() || encoding.samples() != MaskSamples.GREY;
    boolean swapped =
        labels.isEmpty()
            ? comparable && SwapCheck.readsAsMask(entry.image(), encoding)
            : SwapCheck.onlyImageIsBlackAndWhite(image, mask.orElseThrow());
    if (swapped) {
      fault(
          DataFault.Kind.SWAPPED,
          entry.image(),
          "reads as a mask, and %s does not: are the two files swapped?"
              .formatted(files.shown(entry.mask())));
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
