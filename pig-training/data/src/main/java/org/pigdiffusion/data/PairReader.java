package org.pigdiffusion.data;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pigdiffusion.data.dicom.DicomException;
import org.pigdiffusion.data.dicom.DicomOptions;
import org.pigdiffusion.data.internal.PixelLimit;
import org.pigdiffusion.internal.FileFault;

/** Reads and checks one pair of files, and collects all that is wrong with it. */
final class PairReader<T> {
  /** What is made of a pair of pictures. */
  interface Maker<T> {
    /** Throws {@link UnusablePairException} if nothing can be made of them. */
    T make(String name, String group, PixelGrid image, LabelMap labels);
  }

  /**
   * The pairs of a pair of files, one for each frame, with digests of the images' pixels; or why
   * not.
   */
  record Outcome<T>(List<T> pairs, List<String> pixels, List<DataFault> faults) {}

  private final PairFiles files;
  private final PairFiles.Entry entry;
  private final Preprocessing preprocessing;
  private final Maker<T> maker;
  private final List<DataFault> faults = new ArrayList<>();
  private final List<T> pairs = new ArrayList<>();
  private final List<String> pixels = new ArrayList<>();
  private String frame = "";

  private PairReader(
      PairFiles files, PairFiles.Entry entry, Preprocessing preprocessing, Maker<T> maker) {
    this.files = files;
    this.entry = entry;
    this.preprocessing = preprocessing;
    this.maker = maker;
  }

  /**
   * Reads all pairs in parallel.
   *
   * @param data names the data set
   * @throws InvalidDataException if anything is wrong with any of them; it reports all faults
   */
  static <T> List<T> readAll(
      Path data, PairFiles files, Preprocessing preprocessing, Maker<T> maker) {
    List<Outcome<T>> outcomes =
        files.entries().parallelStream()
            .map(entry -> new PairReader<>(files, entry, preprocessing, maker).read())
            .toList();
    List<DataFault> faults = new ArrayList<>(files.faults());
    outcomes.forEach(outcome -> faults.addAll(outcome.faults()));
    faults.addAll(Duplicates.of(files, outcomes.stream().map(Outcome::pixels).toList()));
    if (!faults.isEmpty()) {
      throw new InvalidDataException(new DataReport(data.toString(), faults));
    }
    return outcomes.stream().flatMap(outcome -> outcome.pairs().stream()).toList();
  }

  private Outcome<T> read() {
    readPairs();
    return new Outcome<>(pairs, pixels, faults);
  }

  private void readPairs() {
    // Both files are looked at even if one is bad: the report is to name everything at once.
    MaskSamples samples = preprocessing.mask().samples();
    DicomOptions dicom = preprocessing.dicom();
    PixelLimit limit = new PixelLimit(preprocessing.pixelLimit());
    Optional<PictureFile> images =
        open(
            entry.image(),
            DataFault.Kind.MISSING_IMAGE,
            () -> PictureFile.image(entry.image(), dicom, limit));
    Optional<PictureFile> masks =
        open(
            entry.mask(),
            DataFault.Kind.MISSING_MASK,
            () -> PictureFile.mask(entry.mask(), dicom, samples, limit));
    for (FramePairs.Numbers numbers : numbers(images, masks)) {
      frame = numbers.several() ? "frame " + numbers.image() + ": " : "";
      readPair(
          numbers.several() ? entry.name() + "-frame" + numbers.image() : entry.name(),
          images.flatMap(file -> grid(entry.image(), file, numbers.image())),
          masks.flatMap(file -> grid(entry.mask(), file, numbers.mask())));
    }
  }

  private List<FramePairs.Numbers> numbers(
      Optional<PictureFile> images, Optional<PictureFile> masks) {
    try {
      return FramePairs.of(
          preprocessing.dicom().frames(),
          images.map(PictureFile::count),
          masks.map(PictureFile::count));
    } catch (UnusablePairException | DicomException e) {
      DataFault.Kind kind =
          e instanceof UnusablePairException unusable ? unusable.kind() : DataFault.Kind.UNREADABLE;
      fault(kind, entry.image(), String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private void readPair(String name, Optional<PixelGrid> image, Optional<PixelGrid> mask) {
    Optional<LabelMap> labels = mask.flatMap(this::labels);
    image.ifPresent(this::requireContrast);
    if (image.isPresent() && Files.isRegularFile(entry.mask())) {
      requireInPlace(image.get(), mask, labels);
    }
    if (image.isEmpty() || labels.isEmpty() || !faults.isEmpty()) {
      return;
    }
    try {
      pairs.add(maker.make(name, entry.group(), image.get(), labels.get()));
      pixels.addAll(new PixelDigests(image.get(), preprocessing.channels()).all());
    } catch (UnusablePairException e) {
      boolean ofImage =
          e.kind() == DataFault.Kind.BLANK_IMAGE
              || e.kind() == DataFault.Kind.TOO_SMALL
              || e.kind() == DataFault.Kind.COLOUR_IMAGE
              || e.kind() == DataFault.Kind.ASPECT_RATIO;
      fault(e.kind(), ofImage ? entry.image() : entry.mask(), String.valueOf(e.getMessage()));
    }
  }

  private Optional<PictureFile> open(
      Path file, DataFault.Kind missing, PictureFile.Opening opening) {
    if (!Files.isRegularFile(file)) {
      String found = Files.isSymbolicLink(file) ? "a link to none, or in a circle" : "none";
      if (Files.exists(file)) {
        found = "a folder, a pipe or the like";
      }
      fault(missing, file, "expected a file, found " + found + files.remedy());
      return Optional.empty();
    }
    try {
      return Optional.of(opening.open());
    } catch (IOException e) {
      fault(DataFault.Kind.UNREADABLE, file, reason(e));
      return Optional.empty();
    }
  }

  private Optional<PixelGrid> grid(Path file, PictureFile pictures, int number) {
    try {
      return Optional.of(pictures.picture(number));
    } catch (IOException e) {
      fault(DataFault.Kind.UNREADABLE, file, reason(e));
      return Optional.empty();
    }
  }

  /** The fault names the file already. */
  private static String reason(IOException e) {
    if (e instanceof DicomException dicom) {
      return dicom.reason();
    }
    if (e instanceof FileSystemException system) {
      return FileFault.reason(system);
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
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
    faults.add(new DataFault(kind, files.shown(file), frame + detail));
  }
}
