package org.pigdiffusion.picture;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.Provenance;

/**
 * Writes pairs as a segmentation pipeline reads them: {@code images/NAME.png}, {@code
 * masks/NAME.png}, and {@code manifest.json}, which says where each comes from: a list of objects
 * with {@code index}, {@code image}, {@code mask} and {@code provenance} ({@link
 * Provenance#toProperties}). Masks of one channel keep their levels, of several they show the class
 * as a grey level: {@link Picture#ofMask}.
 *
 * <p>Keeps no pair in memory. The manifest appears when this writer is closed, and lists the pairs
 * that were written. For one thread; the caller closes it.
 *
 * <pre>{@code
 * try (PairWriter writer = PairWriter.open(folder)) {
 *   for (PairBatch batch : (Iterable<PairBatch>) batches::iterator) {
 *     writer.write(batch);
 *   }
 * }
 * }</pre>
 */
public final class PairWriter implements AutoCloseable {
  private final Path folder;
  private final Path draft;
  private final JsonWriter manifest;

  private PairWriter(Path folder, Path draft, JsonWriter manifest) {
    this.folder = folder;
    this.draft = draft;
    this.manifest = manifest;
  }

  /**
   * A writer to a folder, which is made if it is missing. Files of the same names are replaced.
   *
   * @throws IOException if the folder cannot be written to
   */
  public static PairWriter open(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("images"));
    Files.createDirectories(folder.resolve("masks"));
    Path draft = folder.resolve(".manifest.json.draft");
    JsonWriter manifest = new JsonWriter(Files.newBufferedWriter(draft));
    manifest.setIndent("  ");
    manifest.beginArray();
    return new PairWriter(folder, draft, manifest);
  }

  /**
   * Writes the pairs of a batch.
   *
   * @throws IOException if a file cannot be written
   */
  public void write(PairBatch batch) throws IOException {
    for (PairBatch.Pair pair : batch.pairs()) {
      String name = "%06d.png".formatted(pair.index());
      Tensor image = pair.image().clamp(-1, 1);
      Picture.ofImage(image, PixelDepth.EIGHT).writePng(folder.resolve("images").resolve(name));
      mask(pair.annotation()).writePng(folder.resolve("masks").resolve(name));
      manifest.beginObject();
      manifest.name("index").value(pair.index());
      manifest.name("image").value("images/" + name);
      manifest.name("mask").value("masks/" + name);
      writeProvenance(batch.provenance());
      manifest.endObject();
    }
  }

  private void writeProvenance(Provenance provenance) throws IOException {
    manifest.name("provenance").beginObject();
    for (Map.Entry<String, String> entry : provenance.toProperties().entrySet()) {
      manifest.name(entry.getKey()).value(entry.getValue());
    }
    manifest.endObject();
  }

  /** Of one channel the levels as they are, be they two or more. */
  private static Picture mask(Tensor annotation) {
    return annotation.shape().channels() == 1
        ? Picture.ofImage(annotation, PixelDepth.EIGHT)
        : Picture.ofMask(annotation);
  }

  /** Puts the manifest in its place. */
  @Override
  public void close() throws IOException {
    manifest.endArray();
    manifest.close();
    Files.move(draft, folder.resolve("manifest.json"), StandardCopyOption.REPLACE_EXISTING);
  }
}
