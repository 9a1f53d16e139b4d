package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.safetensors.NetworkFile;
import org.pigdiffusion.safetensors.Safetensors;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.UpwardAttention;
import org.pigdiffusion.unet.Weights;

/** What the PIG authors' own functions computed with two small networks of random weights. */
final class AuthorsRun {
  /** A share of a tensor's greatest value. The authors' float32 is some 1e-6 off its own sum. */
  static final double TOLERANCE = 1e-5;

  static final UNetConfig NETWORK =
      UNetConfig.builder(1, 1)
          .multipliers(1, 1)
          .residualBlocks(1)
          .attentionLevels(Set.of(1))
          .upwardAttention(UpwardAttention.LOWEST_LEVEL)
          .build();

  private static final Safetensors TENSORS = Safetensors.read(file("tensors"));

  private AuthorsRun() {}

  private static Path file(String name) {
    String path = "/authors-run/" + name + ".safetensors";
    try {
      return Path.of(Objects.requireNonNull(AuthorsRun.class.getResource(path), path).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static Weights weights(Role role) {
    return NetworkFile.read(file(role == Role.X ? "x" : "y"), NETWORK).weights();
  }

  /** A tensor {@code [n,1,16,16]}. */
  static Tensor tensor(String name) {
    List<Tensor> stack = stack(name);
    assertEquals(1, stack.size());
    return stack.get(0);
  }

  /** The tensors {@code [n,1,16,16]} that one array holds. */
  static List<Tensor> stack(String name) {
    Weights.Array array = Objects.requireNonNull(TENSORS.arrays().get(name), name);
    List<Integer> all = array.dimensions();
    List<Integer> last = all.subList(all.size() - 4, all.size());
    Shape shape = new Shape(last.get(0), last.get(1), last.get(2), last.get(3));
    FloatBuffer values = FloatBuffer.wrap(array.values());
    return IntStream.range(0, array.values().length / shape.size())
        .mapToObj(
            i -> {
              float[] part = new float[shape.size()];
              values.get(i * part.length, part);
              return Tensor.adopt(shape, part);
            })
        .toList();
  }

  static void assertAgrees(String what, Tensor expected, Tensor found) {
    assertEquals(expected.shape(), found.shape(), what);
    double greatest = 0;
    double difference = 0;
    for (int i = 0; i < expected.shape().size(); i++) {
      double value = expected.buffer().get(i);
      greatest = Math.max(greatest, Math.abs(value));
      difference = Math.max(difference, Math.abs(value - found.buffer().get(i)));
    }
    assertTrue(
        difference <= TOLERANCE * greatest,
        "%s: expected a difference of at most %s of the greatest value %s, found %s of it"
            .formatted(what, TOLERANCE, greatest, difference / greatest));
  }
}
