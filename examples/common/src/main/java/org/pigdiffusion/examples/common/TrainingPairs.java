package org.pigdiffusion.examples.common;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pigdiffusion.data.Crop;
import org.pigdiffusion.data.Fit;
import org.pigdiffusion.data.FolderLayout;
import org.pigdiffusion.data.ImageChannels;
import org.pigdiffusion.data.IntensityScaling;
import org.pigdiffusion.data.LesionChoice;
import org.pigdiffusion.data.ManifestOptions;
import org.pigdiffusion.data.PairData;
import org.pigdiffusion.data.Preprocessing;
import org.pigdiffusion.data.RandomCrop;
import org.pigdiffusion.data.RandomCrops;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.trainer.PairSource;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which pairs to learn from. */
public final class TrainingPairs {
  /** Where the pairs come from: exactly one. */
  static final class Source {
    @Option(names = "--folder", description = "folder of folders, see --folders; paired by stem")
    Path folder;

    @Option(names = "--manifest", description = "CSV file, see --columns and --folders")
    Path manifest;

    @Option(
        names = "--phantom",
        converter = OptionValues.Positive.class,
        description = "so many breast phantoms, made up by the library")
    Integer phantom;
  }

  private static final long PIXELS = Preprocessing.builder(1, 1).build().pixelLimit();

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(names = "--group", description = "column of the CSV file that names the patient")
  private String group;

  @Option(
      names = "--group-pattern",
      description =
          "regular expression that finds the patient in the names of --folder, in parentheses, such"
              + " as '^(P[0-9]+)_': FolderLayout.groupPattern")
  private String groupPattern = "";

  @Option(names = "--only", description = "COLUMN=VALUE: rows of the CSV file to use")
  private String only;

  @Option(
      names = "--columns",
      split = ",",
      arity = "1",
      description = "columns of the CSV file that name the image and the mask")
  private List<String> columns = List.of("image", "mask");

  @Option(
      names = "--folders",
      split = ",",
      arity = "1",
      description = "folders of the images and of the masks, in --folder or beside the CSV file")
  private List<String> folders = List.of("images", "masks");

  @Option(
      names = "--reach",
      description =
          "where the files that the CSV file names may lie: ${COMPLETION-CANDIDATES} (below the CSV"
              + " file, or outside too)")
  private ManifestOptions.Reach reach = ManifestOptions.Reach.DATA_FOLDER;

  @Option(
      names = "--size",
      converter = OptionValues.Positive.class,
      description = "height and width of the training images")
  private int size = 64;

  @Mixin private DicomSettings dicom = new DicomSettings();

  @Option(
      names = "--fit",
      description =
          "what becomes of images of another ratio of height to width: ${COMPLETION-CANDIDATES}")
  private Fit fit = Fit.REFUSE;

  @Option(
      names = "--channels",
      description = "channels of the images: ${COMPLETION-CANDIDATES} (how bright colours are)")
  private ImageChannels channels = ImageChannels.GREY;

  @Option(
      names = "--pixel-limit",
      description =
          "height by width of the largest picture that is read: Preprocessing.Builder.pixelLimit"
              + " (${DEFAULT-VALUE})")
  private long pixelLimit = PIXELS;

  @Mixin private MaskOptions masks = new MaskOptions();

  @Option(
      names = "--lesion-margins",
      split = ",",
      description = "crop around the largest lesion, once for each margin (share of its size)")
  private List<Double> margins = List.of();

  @Mixin private CropOptions crops = new CropOptions();

  @Option(
      names = "--validation",
      converter = OptionValues.PartialShare.class,
      description = "share of the groups that is held out")
  private double validation = 0.15;

  @Option(names = "--data-seed", description = "seed of the split, and of phantoms")
  private long seed = 1;

  /** Reads everything and divides it; faults of the files are reported all at once. */
  public Split.Parts load() {
    Split split = new Split(validation, seed);
    return split.apply(undivided());
  }

  /** Reads everything; faults of the files are reported all at once. */
  public PairSource undivided() {
    requireUsed();
    if (crops.rule().isPresent() && (source.phantom != null || !margins.isEmpty())) {
      throw new IllegalArgumentException(
          "--zoom: expected pairs of files and no --lesion-margins, found %s"
              .formatted(source.phantom != null ? "--phantom" : "--lesion-margins " + margins));
    }
    if (source.phantom != null) {
      return PairData.inMemory(BreastPhantom.of(source.phantom, seed, size));
    }
    if (crops.rule().isPresent()) {
      return readCrops(crops.rule().get());
    }
    if (margins.isEmpty()) {
      return read(Crop.blankBorders());
    }
    List<PairData> cropped = new ArrayList<>();
    for (double margin : margins) {
      cropped.add(
          read(Crop.blankBorders().then(Crop.aroundLesion(margin, size, LesionChoice.LARGEST))));
    }
    return PairData.join(cropped);
  }

  /** What would have no say is refused: a split by patient that is none would leak. */
  private void requireUsed() {
    if (source.manifest == null) {
      requireUnset(
          "--group",
          group != null,
          "--manifest",
          "; with --folder, --group-pattern finds the patient in the names of files");
      requireUnset("--only", only != null, "--manifest");
      requireUnset("--reach", reach != ManifestOptions.Reach.DATA_FOLDER, "--manifest");
      requireUnset("--columns", !columns.equals(List.of("image", "mask")), "--manifest");
    }
    requireUnset("--group-pattern", source.folder == null && !groupPattern.isEmpty(), "--folder");
    if (source.phantom != null) {
      String files = "--manifest or --folder";
      requireUnset("--folders", !folders.equals(List.of("images", "masks")), files);
      requireUnset("--fit", fit != Fit.REFUSE, files);
      requireUnset("--channels", channels != ImageChannels.GREY, files);
      requireUnset("--lesion-margins", !margins.isEmpty(), files);
      requireUnset("--pixel-limit", pixelLimit != PIXELS, files);
      requireUnset("--mask-...", !masks.encoding().equals(new MaskOptions().encoding()), files);
      requireUnset("--remove-islands", masks.leastPatch() > 1, files);
      requireUnset(
          "--frame, --window", !dicom.options().equals(new DicomSettings().options()), files);
    }
  }

  private static void requireUnset(String option, boolean isSet, String source) {
    requireUnset(option, isSet, source, "");
  }

  private static void requireUnset(String option, boolean isSet, String source, String remedy) {
    if (isSet) {
      throw new IllegalArgumentException(
          "%s: expected with %s only, found another source of pairs%s"
              .formatted(option, source, remedy));
    }
  }

  /** The share of the groups that is held out. */
  public double validation() {
    return validation;
  }

  /** Height and width. */
  public int size() {
    return size;
  }

  /** The grey value of each class of the masks, background first; empty if they are not given. */
  public List<Integer> maskGreys() {
    return masks.greys();
  }

  /** What the pairs are, if the library makes them up. Those of a user are the user's to name. */
  public Optional<String> text() {
    return Optional.ofNullable(source.phantom)
        .map(count -> "%d breast phantoms of seed %d at %d".formatted(count, seed, size));
  }

  /** Where the pairs come from, for those who ran the program. */
  public String described() {
    return text()
        .orElseGet(
            () ->
                source.folder != null
                    ? "pairs in " + source.folder
                    : "pairs of " + source.manifest);
  }

  /** The same for others: of a path only its last part. */
  public String named() {
    return text()
        .orElseGet(
            () ->
                "pairs of "
                    + (source.folder != null ? source.folder : source.manifest)
                        .toAbsolutePath()
                        .normalize()
                        .getFileName());
  }

  private RandomCrops readCrops(RandomCrop rule) {
    Preprocessing preprocessing = preprocessing(Crop.none());
    return source.folder != null
        ? RandomCrops.folder(source.folder, layout(), preprocessing, rule)
        : RandomCrops.manifest(source.manifest, manifestOptions(), preprocessing, rule);
  }

  private PairData read(Crop crop) {
    Preprocessing preprocessing = preprocessing(crop.widenedTo(size, size));
    return source.folder != null
        ? PairData.folder(source.folder, layout(), preprocessing)
        : PairData.manifest(source.manifest, manifestOptions(), preprocessing);
  }

  private Preprocessing preprocessing(Crop crop) {
    return Preprocessing.builder(size, size)
        .crop(crop)
        .fit(fit)
        .channels(channels)
        .mask(masks.encoding())
        .leastPatch(masks.leastPatch())
        .dicom(dicom.options())
        .pixelLimit(pixelLimit)
        .intensity(IntensityScaling.percentiles(0.5, 99.5))
        .build();
  }

  private FolderLayout layout() {
    requireTwo("--folders", folders);
    return new FolderLayout(folders.get(0), folders.get(1), "", groupPattern);
  }

  private ManifestOptions manifestOptions() {
    requireTwo("--columns", columns);
    requireTwo("--folders", folders);
    ManifestOptions.Builder options =
        ManifestOptions.builder()
            .columns(columns.get(0), columns.get(1))
            .reach(reach)
            .folders(folders.get(0), folders.get(1));
    if (group != null) {
      options.group(group);
    }
    if (only != null) {
      int equals = only.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("--only: expected COLUMN=VALUE, found " + only);
      }
      options.only(only.substring(0, equals), only.substring(equals + 1));
    }
    return options.build();
  }

  private static void requireTwo(String option, List<String> names) {
    if (names.size() != 2) {
      throw new IllegalArgumentException(option + ": expected IMAGES,MASKS, found " + names);
    }
  }
}
