package org.pigdiffusion.data;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pigdiffusion.internal.Excerpt;
import org.pigdiffusion.internal.RegularFile;

/** Pairs the files of two folders by stem. */
final class FolderScan {
  private final Path base;
  private final FolderLayout layout;
  private final GroupSpellings spellings = new GroupSpellings();
  private final List<DataFault> faults = new ArrayList<>();

  private FolderScan(Path base, FolderLayout layout) {
    this.base = base;
    this.layout = layout;
  }

  static PairFiles scan(Path base, FolderLayout layout) {
    return new FolderScan(base, layout).pairs();
  }

  private PairFiles pairs() {
    SortedMap<String, Path> images = stems(layout.images(), "");
    SortedMap<String, Path> masks = stems(layout.masks(), layout.maskSuffix());
    List<PairFiles.Entry> entries = new ArrayList<>();
    images.forEach(
        (stem, image) -> {
          Path mask = masks.remove(stem);
          if (mask == null) {
            fault(
                DataFault.Kind.MISSING_MASK,
                image,
                "expected a mask named %s/%s%s.*, found %s"
                    .formatted(layout.masks(), stem, layout.maskSuffix(), near(stem, masks)));
          } else {
            group(stem, image)
                .ifPresent(group -> entries.add(new PairFiles.Entry(stem, group, image, mask)));
          }
        });
    masks.forEach(
        (stem, mask) ->
            fault(
                DataFault.Kind.MISSING_IMAGE,
                mask,
                "expected an image named %s/%s.*, found none".formatted(layout.images(), stem)));
    return new PairFiles(base, entries, faults, "");
  }

  /** None, or one in two spellings, would let a split tear its patient apart. */
  private Optional<String> group(String stem, Path image) {
    Optional<String> group = layout.group(stem);
    if (group.isEmpty()) {
      fault(
          DataFault.Kind.NO_GROUP,
          image,
          "expected a group in the stem '%s', as the pattern %s finds it, found none; see"
                  .formatted(Excerpt.of(stem), layout.groupPattern())
              + " FolderLayout.groupPattern");
    } else if (!layout.groupPattern().isEmpty()) {
      spellings
          .fault(group.get(), PairFiles.shown(base, image))
          .ifPresent(
              detail ->
                  fault(DataFault.Kind.DUPLICATE, image, "FolderLayout.groupPattern: " + detail));
    }
    return group;
  }

  /** What may have been meant by a stem that is not there. */
  private String near(String stem, SortedMap<String, Path> masks) {
    List<String> found =
        masks.keySet().stream()
            .filter(
                other -> other.toLowerCase(Locale.ROOT).startsWith(stem.toLowerCase(Locale.ROOT)))
            .toList();
    if (found.size() != 1) {
      return "none";
    }
    String name = base.relativize(masks.get(found.get(0))).toString();
    return found.get(0).equalsIgnoreCase(stem)
        ? "only %s, which differs in case".formatted(name)
        : "only %s; FolderLayout.maskSuffix says what follows the stem".formatted(name);
  }

  private SortedMap<String, Path> stems(String folderName, String suffix) {
    Path folder = base.resolve(folderName);
    List<Path> files;
    try (Stream<Path> listing = Files.list(RegularFile.requireFolder(folder))) {
      files = listing.sorted().toList();
    } catch (NoSuchFileException e) {
      fault(DataFault.Kind.EMPTY, folder, "expected a folder of pictures, found none");
      return new TreeMap<>();
    } catch (FileSystemException e) {
      fault(DataFault.Kind.EMPTY, folder, String.valueOf(e.getReason()));
      return new TreeMap<>();
    } catch (IOException e) {
      fault(DataFault.Kind.EMPTY, folder, "expected a folder of pictures, found " + e);
      return new TreeMap<>();
    }
    SortedMap<String, Path> stems = new TreeMap<>();
    for (Path file : files) {
      String stem = LookAlikes.composed(PairFiles.stem(file));
      if (PictureFile.isKnown(file) && stem.endsWith(suffix)) {
        Path before = stems.putIfAbsent(stem.substring(0, stem.length() - suffix.length()), file);
        if (before != null) {
          fault(
              DataFault.Kind.DUPLICATE,
              file,
              "has the stem of another file, " + before.getFileName());
        }
      }
    }
    if (stems.isEmpty()) {
      fault(
          DataFault.Kind.EMPTY,
          folder,
          "expected PNG, JPEG, TIFF, BMP, GIF or DICOM files, found none among %d files"
              .formatted(files.size()));
    }
    return stems;
  }

  private void fault(DataFault.Kind kind, Path file, String detail) {
    faults.add(new DataFault(kind, PairFiles.shown(base, file), detail));
  }
}
