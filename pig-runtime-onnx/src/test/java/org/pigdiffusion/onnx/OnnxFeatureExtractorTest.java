package org.pigdiffusion.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.model.ValueRange;

class OnnxFeatureExtractorTest {
  private static final Object[] TWO_BY_FOUR = {"n", 1, 2, 4};

  @TempDir Path folder;

  /** A graph whose features are its input, flattened. */
  private Path flattening(Object... input) throws IOException {
    TestGraph graph =
        new TestGraph()
            .input("image", DataType.FLOAT, input)
            .output("features", DataType.FLOAT, input[0], "d");
    graph.writer().nodeTo("features", "Flatten", List.of("image"));
    return graph.writeTo(folder.resolve("extractor.onnx"));
  }

  private static float[][] features(Path extractor, Tensor images) {
    try (OnnxFeatureExtractor opened = OnnxFeatureExtractor.open(extractor)) {
      return opened.extract(images);
    }
  }

  private static Tensor image(int height, int width, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.of(new Shape(1, 1, height, width), floats);
  }

  @Test
  void valuesAreClippedAndMappedToTheRange() throws IOException {
    Path extractor = flattening("n", 1, 1, 4);
    Tensor row = image(1, 4, -1, 0, 1, 1.5);
    assertArrayEquals(new float[] {0, 0.5f, 1, 1}, features(extractor, row)[0], 1e-6f);
    try (OnnxFeatureExtractor opened =
        OnnxFeatureExtractor.builder(extractor).range(new ValueRange(0, 255)).open()) {
      assertArrayEquals(new float[] {0, 127.5f, 255, 255}, opened.extract(row)[0], 1e-3f);
    }
  }

  /** Between pixel centres: a, 3/4 a + 1/4 b, 1/4 a + 3/4 b, b; rows are equal. */
  @Test
  void growingInterpolatesBetweenPixelCentres() throws IOException {
    assertArrayEquals(
        new float[] {0, 0.25f, 0.75f, 1, 0, 0.25f, 0.75f, 1},
        features(flattening(TWO_BY_FOUR), image(1, 2, -1, 1))[0],
        1e-6f);
  }

  /**
   * To a third, the filter is a triangle of half-width 3: about pixel 1 its weights are 2/3, 1,
   * 2/3, 1/3, so that pixel 1 has 3/8 of the first result and nothing of the second, about pixel 4.
   */
  @Test
  void shrinkingAveragesOverTheAreaOfANewPixel() throws IOException {
    assertArrayEquals(
        new float[] {3 / 8f, 0},
        features(flattening("n", 1, 1, 2), image(1, 6, -1, 1, -1, -1, -1, -1))[0],
        1e-6f);
  }

  @Test
  void greyIsRepeatedAndColourIsKept() throws IOException {
    Path extractor = flattening("n", 3, 1, 2);
    assertArrayEquals(
        new float[] {0, 1, 0, 1, 0, 1}, features(extractor, image(1, 2, -1, 1))[0], 1e-6f);
    Tensor colour = Tensor.of(new Shape(1, 3, 1, 2), -1, 1, 0, 0, 1, 1);
    assertArrayEquals(new float[] {0, 1, 0.5f, 0.5f, 1, 1}, features(extractor, colour)[0], 1e-6f);
  }

  @Test
  void channelsMayComeLast() throws IOException {
    Tensor colour = Tensor.of(new Shape(1, 3, 2, 1), -1, 1, 0, 0, 1, 1);
    assertArrayEquals(
        new float[] {0, 0.5f, 1, 1, 0.5f, 1}, features(flattening("n", 2, 1, 3), colour)[0], 1e-6f);
  }

  @Test
  void everyImageHasItsFeaturesWhateverTheBatch() throws IOException {
    float[] values = new float[19 * 2];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 20f - 1;
    }
    Tensor images = Tensor.of(new Shape(19, 1, 1, 2), values);
    for (Object batch : new Object[] {"n", 4}) {
      float[][] features = features(flattening(batch, 1, 1, 2), images);
      assertEquals(19, features.length);
      for (int i = 0; i < 19; i++) {
        float first = (values[2 * i] + 1) / 2;
        float second = (values[2 * i + 1] + 1) / 2;
        assertArrayEquals(new float[] {first, second}, features[i], 1e-6f);
      }
    }
  }

  @Test
  void aFreeSizeMustBeGiven() throws IOException {
    Path extractor = flattening("n", 1, "h", "w");
    assertTrue(fault(extractor).contains("give the one that it was trained at with size("));
    try (OnnxFeatureExtractor opened = OnnxFeatureExtractor.builder(extractor).size(1, 2).open()) {
      assertEquals(2, opened.extract(image(5, 5, new double[25]))[0].length);
    }
    OnnxFeatureExtractor.Builder other =
        OnnxFeatureExtractor.builder(flattening(TWO_BY_FOUR)).size(3, 3);
    String message = String.valueOf(assertThrows(BackendException.class, other::open).getMessage());
    assertTrue(message.contains("size: expected that of input image float[?,1,2,4]"), message);
  }

  @Test
  void graphsThatAreNoExtractorsAreRefused() throws IOException {
    assertTrue(fault(flattening("n", "c", 2, 4)).contains("1 or 3 channels either before"));
    TestGraph two =
        new TestGraph()
            .input("image", DataType.FLOAT, TWO_BY_FOUR)
            .output("a", DataType.FLOAT, "n", 8)
            .output("b", DataType.FLOAT, "n", 8);
    two.writer().nodeTo("a", "Flatten", List.of("image"));
    two.writer().nodeTo("b", "Flatten", List.of("image"));
    Path file = two.writeTo(folder.resolve("two.onnx"));
    assertTrue(fault(file).contains("give it with output(name)"));
    try (OnnxFeatureExtractor opened = OnnxFeatureExtractor.builder(file).output("b").open()) {
      assertEquals(8, opened.extract(image(1, 1, 0))[0].length);
    }
    Path denoiser =
        TestGraph.separate("noisy", "condition", "time").writeTo(folder.resolve("denoiser.onnx"));
    assertTrue(fault(denoiser).contains("expected one input, a batch of float images"));
  }

  private static String fault(Path extractor) {
    return String.valueOf(
        assertThrows(BackendException.class, () -> OnnxFeatureExtractor.open(extractor))
            .getMessage());
  }

  @Test
  void imagesOfOtherChannelsAndCallsAfterCloseAreRefused() throws IOException {
    OnnxFeatureExtractor grey = OnnxFeatureExtractor.open(flattening(TWO_BY_FOUR));
    Tensor colour = Tensor.zeros(new Shape(1, 3, 2, 4));
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> grey.extract(colour));
    assertEquals("images: expected 1 channel, found shape [1,3,2,4]", fault.getMessage());
    grey.close();
    grey.close();
    Tensor image = image(1, 1, 0);
    assertThrows(IllegalStateException.class, () -> grey.extract(image));
  }

  @Test
  void featuresThatAreNotFiniteAreRefused() throws IOException {
    TestGraph graph =
        new TestGraph()
            .input("image", DataType.FLOAT, TWO_BY_FOUR)
            .output("features", DataType.FLOAT, "n", 8);
    String logarithm = graph.writer().node("Log", List.of("image"));
    graph.writer().nodeTo("features", "Flatten", List.of(logarithm));
    Path extractor = graph.writeTo(folder.resolve("log.onnx"));
    Tensor black = image(1, 1, -1);
    String message =
        String.valueOf(
            assertThrows(BackendException.class, () -> features(extractor, black)).getMessage());
    assertTrue(message.contains("expected finite features, found -Infinity"), message);
  }
}
