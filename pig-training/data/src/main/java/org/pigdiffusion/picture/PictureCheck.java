package org.pigdiffusion.picture;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.data.PixelGrid;
import org.pigdiffusion.data.internal.PngChunks;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.internal.SizeLimit;

/**
 * Refuses pairs of a job of which a picture is gone, cut off, damaged, of another size than the job
 * says, or of another size or other channels than the first image or mask that was checked. That
 * another whole picture of this form has taken its place is not seen. One check is for all pairs of
 * a job, also of its shards.
 */
final class PictureCheck {
  private static final SizeLimit LIMIT = new SizeLimit("a picture that this job wrote,", 1 << 29);
  private final Optional<String> size;
  private final Map<String, First> firsts = new HashMap<>();

  /** The picture with which others of its kind are compared. */
  private record First(Path picture, int channels, String size) {}

  /** Of the pictures of the job with these settings, which may leave the size to the model. */
  PictureCheck(JobSettings settings) {
    this.size = settings.size();
  }

  /** Looks at both pictures of a pair. */
  void require(Path folder, long index) throws IOException {
    require(PairPictures.IMAGES, folder.resolve(PairPictures.image(index)));
    require(PairPictures.MASKS, folder.resolve(PairPictures.mask(index)));
  }

  private void require(String kind, Path picture) throws IOException {
    if (!Files.exists(picture)) {
      throw new NoSuchFileException(
          picture.toString(),
          null,
          "expected a picture that this job wrote, found none; put it back, or choose another"
              + " folder");
    }
    try {
      byte[] file = RegularFile.bytes(picture, LIMIT);
      requireChecksums(file);
      PixelGrid grid = PixelGrid.decode(file); // checksums may fit, and pixels be missing
      String found = grid.height() + "x" + grid.width();
      requireSize(found);
      requireLikeFirst(kind, new First(picture, grid.channels(), found));
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      throw new FileSystemException(
          picture.toString(),
          null,
          "expected a picture that this job wrote, found one that %s; put it back, or choose"
                  .formatted(e.getMessage())
              + " another folder");
    }
  }

  private static void requireChecksums(byte[] file) throws IOException {
    PngChunks.read(
        file,
        (type, data, length) -> {
          if (type.equals("IEND") && data + length + Integer.BYTES != file.length) {
            throw new IOException("goes on behind its end");
          }
        });
  }

  private void requireSize(String found) throws IOException {
    if (!found.equals(size.orElse(found))) {
      throw new IOException("is %s and not %s".formatted(found, size.orElse("")));
    }
  }

  private void requireLikeFirst(String kind, First found) throws IOException {
    First first = firsts.computeIfAbsent(kind, none -> found);
    if (first.channels() != found.channels()) {
      throw new IOException(
          "has %d channels and not %d as %s"
              .formatted(found.channels(), first.channels(), first.picture()));
    }
    if (!first.size().equals(found.size())) {
      throw new IOException(
          "is %s and not %s as %s".formatted(found.size(), first.size(), first.picture()));
    }
  }
}
