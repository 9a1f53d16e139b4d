package org.pigdiffusion.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** What {@code src/test/python/make_fixtures.py} made: models of PyTorch, and its tensors. */
final class PyTorchFixture {
  private PyTorchFixture() {}

  /** The folder of a fixture. */
  static Path folder(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(PyTorchFixture.class.getResource("/pytorch/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An image batch, saved as ONNX saves tensors. */
  static Tensor tensor(Path file) throws IOException {
    return stack(file).get(0);
  }

  /** Image batches of one shape, saved together with an axis in front. */
  static List<Tensor> stack(Path file) throws IOException {
    TensorProto proto = TensorProto.parseFrom(Files.readAllBytes(file));
    int[] dimensions = proto.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
    int[] image = Arrays.copyOfRange(dimensions, dimensions.length - 4, dimensions.length);
    Shape shape = new Shape(image[0], image[1], image[2], image[3]);
    FloatBuffer values =
        proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    return IntStream.range(0, values.remaining() / shape.size())
        .mapToObj(
            i -> {
              float[] one = new float[shape.size()];
              values.get(i * shape.size(), one);
              return Tensor.adopt(shape, one);
            })
        .toList();
  }

  /** Copies a model with one more text property. */
  static void copyWithProperty(Path model, Path to, String key, String value) throws IOException {
    ModelProto proto = ModelProto.parseFrom(Files.readAllBytes(model));
    StringStringEntryProto.Builder entry =
        StringStringEntryProto.newBuilder().setKey(key).setValue(value);
    Files.write(to, proto.toBuilder().addMetadataProps(entry).build().toByteArray());
  }
}
