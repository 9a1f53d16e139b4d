package org.pigdiffusion.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pigdiffusion.training.data.Crop;
import org.pigdiffusion.training.data.IntensityScaling;
import org.pigdiffusion.training.data.LesionChoice;
import org.pigdiffusion.training.data.ManifestOptions;
import org.pigdiffusion.training.data.PairData;
import org.pigdiffusion.training.data.Preprocessing;
import org.pigdiffusion.training.data.Split;
import org.pigdiffusion.training.phantom.BreastPhantom;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say which pairs to learn from. */
final class TrainingPairs {
  /** Where the pairs come from: exactly one. */
  static final class Source {
    @Option(names = "--folder", description = "folder with images/ and masks/, paired by file stem")
    Path folder;

    @Option(names = "--manifest", description = "CSV file with the columns image and mask")
    Path manifest;

    @Option(names = "--phantom", description = "so many breast phantoms, made up by the library")
    Integer phantom;
  }

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(names = "--group", description = "column of the CSV file that names the patient")
  private String group;

  @Option(names = "--only", description = "COLUMN=VALUE: rows of the CSV file to use")
  private String only;

  @Option(names = "--size", description = "height and width of the training images")
  private int size = 64;

  @Option(
      names = "--lesion-margins",
      split = ",",
      description = "crop around the largest lesion, once for each margin (share of its size)")
  private List<Double> margins = List.of();

  @Option(names = "--validation", description = "share of the groups that is held out")
  private double validation = 0.15;

  @Option(names = "--data-seed", description = "seed of the split, and of phantoms")
  private long seed = 1;

  /** Reads everything; faults of the files are reported all at once. */
  Split.Parts load() {
    Split split = new Split(validation, seed);
    if (source.phantom != null) {
      return PairData.inMemory(BreastPhantom.of(source.phantom, seed, size)).split(split);
    }
    if (margins.isEmpty()) {
      return read(Crop.blankBorders()).split(split);
    }
    List<PairData> crops = new ArrayList<>();
    for (double margin : margins) {
      crops.add(
          read(Crop.blankBorders().then(Crop.aroundLesion(margin, size, LesionChoice.LARGEST))));
    }
    return PairData.join(crops).split(split);
  }

  /** The share of the groups that is held out. */
  double validation() {
    return validation;
  }

  /** Height and width. */
  int size() {
    return size;
  }

  /** What the pairs are, if the library makes them up. Those of a user are the user's to name. */
  Optional<String> text() {
    return Optional.ofNullable(source.phantom)
        .map(count -> "%d breast phantoms of seed %d at %d".formatted(count, seed, size));
  }

  private PairData read(Crop crop) {
    Preprocessing preprocessing =
        Preprocessing.builder(size, size)
            .crop(crop)
            .intensity(IntensityScaling.percentiles(0.5, 99.5))
            .build();
    return source.folder != null
        ? PairData.folder(source.folder, preprocessing)
        : PairData.manifest(source.manifest, manifestOptions(), preprocessing);
  }

  private ManifestOptions manifestOptions() {
    ManifestOptions.Builder options = ManifestOptions.builder().folders("images", "masks");
    if (group != null) {
      options.group(group);
    }
    if (only != null) {
      int equals = only.indexOf('=');
      options.only(only.substring(0, equals), only.substring(equals + 1));
    }
    return options.build();
  }
}
