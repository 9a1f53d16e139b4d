package org.pigdiffusion.examples;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.Provenance;
import org.pigdiffusion.training.picture.Picture;
import org.pigdiffusion.training.picture.PixelDepth;

/**
 * Writes pairs as a segmentation pipeline reads them: {@code images/NAME.png}, {@code
 * masks/NAME.png}, and {@code manifest.json}, which says where each comes from.
 */
final class PairWriter {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private final Path folder;
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(long index, String image, String mask, Provenance provenance) {}

  PairWriter(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("images"));
    Files.createDirectories(folder.resolve("masks"));
  }

  /** Writes the pairs of a batch, and then the manifest of all pairs written so far. */
  void write(PairBatch batch) throws IOException {
    for (PairBatch.Pair pair : batch.pairs()) {
      String name = "%06d.png".formatted(pair.index());
      Tensor image = pair.image().clamp(-1, 1);
      Picture.ofImage(image, PixelDepth.EIGHT).writePng(folder.resolve("images").resolve(name));
      Picture.ofMask(pair.annotation()).writePng(folder.resolve("masks").resolve(name));
      entries.add(new Entry(pair.index(), "images/" + name, "masks/" + name, batch.provenance()));
    }
    Files.writeString(folder.resolve("manifest.json"), GSON.toJson(entries));
  }
}
