package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.Weights;

class AutoencoderTest {
  private static final PairSource TRAINING = TinyRival.pairs(24, 1);
  private static final PairSource UNSEEN = TinyRival.pairs(8, 1000);

  @TempDir Path folder;

  private Map<String, Weights.Array> train(Autoencoder net, int steps) throws IOException {
    TrainingConfig config =
        TinyRival.config().toBuilder().validation(50, 0).checkpoints(50, 1).build();
    AutoencoderLesson lesson = new AutoencoderLesson(net, TRAINING, UNSEEN, 8, 3);
    return new Teaching(folder.resolve(steps + ".safetensors"), "test", config, steps, () -> false)
        .run(net.start(1), lesson)
        .orElseThrow();
  }

  private static double error(Autoencoder net, Map<String, Weights.Array> weights) {
    try (TrainedAutoencoder trained = new TrainedAutoencoder(net, weights, TRAINING)) {
      Tensor images = PairSet.of(UNSEEN).y();
      Tensor again = trained.decode(trained.encode(images));
      double sum = 0;
      for (float value : Tensor.combine(1, again, -1, images).toArray()) {
        sum += Math.abs(value);
      }
      return sum / images.shape().size();
    }
  }

  @Test
  void learnsToGiveUnseenImagesBack() throws IOException {
    Autoencoder net = Autoencoder.of(1, 2);
    double before = error(net, net.start(1));
    double after = error(net, train(net, 150));
    // Two values stand 1.2 apart; the noise alone has a mean absolute value of 0.025.
    assertTrue(before > 0.4, "before " + before);
    assertTrue(after < 0.1, "after " + after);
  }

  @Test
  void latentsAreSmallerAndOfUnitSpread() {
    for (int factor : List.of(2, 4)) {
      Autoencoder net = Autoencoder.of(1, factor);
      try (TrainedAutoencoder trained = new TrainedAutoencoder(net, net.start(1), TRAINING)) {
        Tensor latents = trained.encode(PairSet.of(TRAINING).y());
        int side = TinyRival.SIDE / factor;
        assertEquals(new Shape(24, net.latentChannels(), side, side), latents.shape());
        for (int c = 0; c < net.latentChannels(); c++) {
          List<Double> values = channel(latents, c);
          double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
          double square = values.stream().mapToDouble(v -> v * v).average().orElseThrow();
          assertEquals(0, mean, 1e-3);
          assertEquals(1, square, 1e-3);
        }
      }
    }
  }

  private static List<Double> channel(Tensor tensor, int c) {
    Shape shape = tensor.shape();
    List<Double> values = new ArrayList<>();
    for (int n = 0; n < shape.batch(); n++) {
      for (int i = 0; i < shape.planeSize(); i++) {
        values.add((double) tensor.at(n, c, i / shape.width(), i % shape.width()));
      }
    }
    return values;
  }

  @Test
  void masksBecomeTheMeansOfBlocks() {
    Tensor mask =
        Tensor.of(new Shape(1, 2, 2, 4), 1, 1, -1, -1, 1, -1, -1, -1, 1, 1, 1, 1, 1, 1, 1, -1);
    assertEquals(Tensor.of(new Shape(1, 2, 1, 2), 0.5f, -1, 1, 0.5f), LatentPairs.mask(mask, 2));
  }
}
