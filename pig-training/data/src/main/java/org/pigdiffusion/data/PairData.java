package org.pigdiffusion.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/**
 * A data set of image and mask files. Everything is read, checked and preprocessed at once.
 *
 * <pre>{@code
 * Preprocessing preprocessing =
 *     Preprocessing.builder(64, 64).crop(Crop.blankBorders().widenedTo(64, 64)).build();
 * PairData pairs = PairData.folder(Path.of("my-data"), preprocessing); // images/ and masks/
 * Split.Parts parts = pairs.split(new Split(0.15, 1)); // parts.training(), parts.validation()
 * }</pre>
 *
 * <p>All pairs stay in memory as tensors of the training size: 32 KB for a pair of 64x64, 2 MB for
 * one of 512x512. Each file is read once, several in parallel, and no file is kept open. Immutable
 * and thread-safe.
 */
public final class PairData implements PairSource {
  private final List<PairExample> examples;

  private PairData(List<PairExample> examples) {
    this.examples = List.copyOf(examples);
  }

  /** {@link #folder(Path, FolderLayout, Preprocessing)} of the standard layout. */
  public static PairData folder(Path folder, Preprocessing preprocessing) {
    return folder(folder, FolderLayout.standard(), preprocessing);
  }

  /**
   * Reads a folder of images and a folder of masks that are paired by stem, letters with accents in
   * either of their Unicode forms. Files whose names do not end as a picture's are ignored, as are
   * folders within. Links to files are followed, wherever they lead; those that lead nowhere, or in
   * a circle, are faults. Each frame of a DICOM file of several frames is a pair, of one group.
   *
   * @throws InvalidDataException if anything is wrong with any file; it reports all faults at once
   */
  public static PairData folder(Path folder, FolderLayout layout, Preprocessing preprocessing) {
    return load(folder, FolderScan.scan(folder, layout), preprocessing);
  }

  /**
   * Reads the pairs that a CSV file lists.
   *
   * @throws InvalidDataException if anything is wrong with the manifest or any file that it lists;
   *     it reports all faults at once
   */
  public static PairData manifest(
      Path manifest, ManifestOptions options, Preprocessing preprocessing) {
    return load(manifest, ManifestScan.scan(manifest, options), preprocessing);
  }

  /**
   * Several data sets as one: other files, or the same files under another preprocessing, such as
   * crops of several margins. Groups keep their names, so that a split keeps every crop of a
   * patient on one side.
   *
   * @throws IllegalArgumentException if there is none, or the shapes differ
   */
  public static PairData join(List<PairData> parts) {
    List<PairExample> all = parts.stream().flatMap(part -> part.examples.stream()).toList();
    if (all.isEmpty()) {
      throw new IllegalArgumentException("parts: expected at least one data set, found none");
    }
    for (PairExample example : all) {
      example.x().requireShape(example.name() + ".x", all.get(0).x().shape());
      example.y().requireShape(example.name() + ".y", all.get(0).y().shape());
    }
    return new PairData(all);
  }

  /** Reads all pairs of a source once, in parallel, and keeps them: for sources that compute. */
  public static PairData inMemory(PairSource source) {
    return new PairData(
        IntStream.range(0, source.size()).parallel().mapToObj(source::example).toList());
  }

  private static PairData load(Path data, PairFiles files, Preprocessing preprocessing) {
    return new PairData(PairReader.readAll(data, files, preprocessing, preprocessing::apply));
  }

  @Override
  public int size() {
    return examples.size();
  }

  @Override
  public PairExample example(int index) {
    return examples.get(index);
  }

  /** All pairs, ordered by stem for a folder, by row for a manifest. */
  public List<PairExample> examples() {
    return examples;
  }

  /** The name of every pair: the stem of its image file, with its frame if there are several. */
  public List<String> names() {
    return examples.stream().map(PairExample::name).toList();
  }

  /** The group of every pair. */
  public List<String> groups() {
    return examples.stream().map(PairExample::group).toList();
  }

  /** Divides the pairs by group into those to train on and those to validate on. */
  public Split.Parts split(Split split) {
    return split.apply(this);
  }
}
