package org.pigdiffusion.examples;

import com.google.gson.Gson;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.training.picture.Picture;
import org.pigdiffusion.training.picture.PixelDepth;

/**
 * Writes pairs as a segmentation pipeline reads them: {@code images/NAME.png}, {@code
 * masks/NAME.png}, and {@code manifest.json}, which says where each comes from. Keeps none of them;
 * the manifest appears when this writer is closed, and lists the pairs that were written.
 */
final class PairWriter implements AutoCloseable {
  private static final Gson GSON = new Gson();

  private final Path folder;
  private final Path draft;
  private final JsonWriter manifest;

  private record Entry(long index, String image, String mask, Map<String, String> provenance) {}

  PairWriter(Path folder) throws IOException {
    this.folder = folder;
    this.draft = folder.resolve(".manifest.json.draft");
    Files.createDirectories(folder.resolve("images"));
    Files.createDirectories(folder.resolve("masks"));
    manifest = new JsonWriter(Files.newBufferedWriter(draft));
    manifest.setIndent("  ");
    manifest.beginArray();
  }

  /** Writes the pairs of a batch. */
  void write(PairBatch batch) throws IOException {
    for (PairBatch.Pair pair : batch.pairs()) {
      String name = "%06d.png".formatted(pair.index());
      Tensor image = pair.image().clamp(-1, 1);
      Picture.ofImage(image, PixelDepth.EIGHT).writePng(folder.resolve("images").resolve(name));
      mask(pair.annotation()).writePng(folder.resolve("masks").resolve(name));
      Entry entry =
          new Entry(
              pair.index(), "images/" + name, "masks/" + name, batch.provenance().toProperties());
      GSON.toJson(entry, Entry.class, manifest);
    }
  }

  /** Of one channel the levels as they are, be they two or more. */
  private static Picture mask(Tensor annotation) {
    return annotation.shape().channels() == 1
        ? Picture.ofImage(annotation, PixelDepth.EIGHT)
        : Picture.ofMask(annotation);
  }

  @Override
  public void close() throws IOException {
    manifest.endArray();
    manifest.close();
    Files.move(draft, folder.resolve("manifest.json"), StandardCopyOption.REPLACE_EXISTING);
  }
}
