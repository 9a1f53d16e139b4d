package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

class FeatureCacheTest {
  @TempDir Path folder;
  private int extracted;

  private FeatureCache cache(String extractor) throws IOException {
    return new FeatureCache(
        folder,
        extractor,
        images -> {
          extracted += images.shape().batch();
          float[][] features = new float[images.shape().batch()][];
          for (int i = 0; i < features.length; i++) {
            features[i] = new float[] {images.at(i, 0, 0, 0), 2 * images.at(i, 0, 0, 0)};
          }
          return features;
        });
  }

  private static Tensor images(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return Tensor.of(new Shape(count, 1, 1, 1), values);
  }

  @Test
  void everyImageIsExtractedOnce() throws IOException {
    List<Integer> progress = new ArrayList<>();
    FeatureSet first = cache("a").of(images(120), progress::add);
    assertEquals(List.of(50, 100, 120), progress);
    assertEquals(120, extracted);
    FeatureSet again = cache("a").of(images(120));
    assertEquals(120, extracted);
    assertArrayEquals(first.rows().getData(), again.rows().getData());
    assertEquals(119, again.rows().get(119, 0));
    assertEquals(238, again.rows().get(119, 1));
  }

  @Test
  void anExtractorThatGivesFeaturesOfOthersIsRefused() throws IOException {
    FeatureCache more = new FeatureCache(folder, "more", images -> new float[3][1]);
    FeatureCache uneven = new FeatureCache(folder, "uneven", i -> new float[][] {{1}, {1, 2}});
    Tensor two = images(2);
    assertThrows(IllegalArgumentException.class, () -> more.of(two));
    assertThrows(IllegalArgumentException.class, () -> uneven.of(two));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void damagedFeaturesAreRefused() throws IOException {
    cache("a").of(images(10));
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    byte[] damaged = Files.readAllBytes(file);
    damaged[damaged.length - 2] ^= 1;
    Files.write(file, damaged);
    FeatureCache cache = cache("a");
    Tensor images = images(10);
    BackendException fault = assertThrows(BackendException.class, () -> cache.of(images));
    assertTrue(fault.getMessage().startsWith(file + ": expected"), fault.getMessage());
  }

  @Test
  void otherImagesAndOtherExtractorsAreNotConfused() throws IOException {
    cache("a").of(images(10));
    cache("b").of(images(10));
    assertEquals(20, extracted);
    FeatureSet more = cache("a").of(images(11));
    assertEquals(31, extracted);
    assertEquals(10, more.rows().get(10, 0));
  }
}
