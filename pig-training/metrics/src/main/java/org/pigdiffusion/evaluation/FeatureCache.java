package org.pigdiffusion.evaluation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.internal.Checksum;
import org.pigdiffusion.safetensors.Safetensors;
import org.pigdiffusion.unet.Weights;

/**
 * The features of images, kept in a folder, since an extractor takes longer than all that is made
 * of its features. They are found again by the checksum of images and extractor, so that nothing
 * kept can be out of date. As safe to share between threads as the extractor.
 */
public final class FeatureCache {
  private static final int IMAGES_OF_A_FILE = 50;
  private static final String FEATURES = "features";

  private final Path folder;
  private final String extractorId;
  private final Function<Tensor, float[][]> extractor;

  /**
   * A cache in a folder, which is made if it is missing. With an extractor of the ONNX runtime:
   * {@code new FeatureCache(folder, extractor.id(), extractor::extract)}.
   *
   * @param extractorId tells this extractor from any other, such as the checksum of its file
   * @param extractor makes the features of each image of a batch {@code [n, 1 or 3, h, w]}
   * @throws IOException if the folder cannot be made
   */
  public FeatureCache(Path folder, String extractorId, Function<Tensor, float[][]> extractor)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.extractorId = extractorId;
    this.extractor = extractor;
  }

  /** The features of images. */
  public FeatureSet of(Tensor images) {
    return of(images, done -> {});
  }

  /**
   * The features of images.
   *
   * @param images at least two, {@code [n, 1 or 3, h, w]}, in [-1, 1]
   * @param progress told from time to time how many images are done
   * @throws IllegalArgumentException if the extractor gives those of more or fewer images, or of
   *     other lengths
   * @throws UncheckedIOException if they cannot be kept
   */
  public FeatureSet of(Tensor images, IntConsumer progress) {
    int count = images.shape().batch();
    float[][] features = new float[count][];
    for (int from = 0; from < count; from += IMAGES_OF_A_FILE) {
      int to = Math.min(from + IMAGES_OF_A_FILE, count);
      Weights.Array part = part(images.slice(from, to));
      int length = part.dimensions().get(1);
      FloatBuffer values = part.buffer();
      for (int i = from; i < to; i++) {
        features[i] = new float[length];
        values.get(features[i]);
      }
      progress.accept(to);
    }
    return FeatureSet.of(features);
  }

  private Weights.Array part(Tensor images) {
    Path file = folder.resolve(key(images) + ".safetensors");
    if (Files.exists(file)) {
      Weights.Array kept = Safetensors.read(file).arrays().get(FEATURES);
      if (kept == null
          || kept.dimensions().size() != 2
          || kept.dimensions().get(0) != images.shape().batch()) {
        throw new BackendException(
            "%s: expected features of %d images, found %s"
                .formatted(file, images.shape().batch(), kept == null ? "none" : kept));
      }
      return kept;
    }
    Weights.Array fresh = array(extractor.apply(images), images.shape().batch());
    try {
      new Safetensors(ImmutableMap.of(FEATURES, fresh), ImmutableMap.of())
          .withChecksum()
          .write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return fresh;
  }

  /** A row for each image; refuses what an extractor of one's own may give besides. */
  private static Weights.Array array(float[][] vectors, int images) {
    if (vectors.length != images) {
      throw new IllegalArgumentException(
          "extractor: expected features of %d images, found those of %d"
              .formatted(images, vectors.length));
    }
    int length = vectors[0].length;
    float[] values = new float[vectors.length * length];
    for (int i = 0; i < vectors.length; i++) {
      if (vectors[i].length != length) {
        throw new IllegalArgumentException(
            "extractor: expected %d features of each image, as of the first, found %d of image %d"
                .formatted(length, vectors[i].length, i));
      }
      System.arraycopy(vectors[i], 0, values, i * length, length);
    }
    return Weights.Array.adopt(ImmutableList.of(vectors.length, length), values);
  }

  private String key(Tensor images) {
    return Checksum.start().add(extractorId).add(images).hex(32);
  }
}
