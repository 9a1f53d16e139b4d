package org.pigdiffusion.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.evaluation.PairSet;

class NetworkArraysTest {
  @Test
  void nothingOfAStepStaysInNativeMemory() {
    SegmentationNet net = new SegmentationNet(1, 3, 4, 3);
    PairSet images = SmallSegmentation.classes(4);
    LearntPairs pairs =
        new LearntPairs(
            images.source(),
            Optional.empty(),
            PairMix.pooled(),
            SmallSegmentation.settings().batchSize(2).build());
    try (NetworkArrays network = NetworkArrays.initial(net, 1);
        NetworkArrays.AdamMoments moments =
            new NetworkArrays.AdamMoments(NetworkArrays.zeros(net), NetworkArrays.zeros(net))) {
      for (int step = 0; step < 5; step++) {
        network.learn(pairs.draw(step), moments, step, 1e-3);
        network.labels(images.y());
      }
      int parameters = net.parameters().size();
      assertEquals(parameters, network.liveArrays());
      assertEquals(parameters, moments.first().liveArrays());
      assertEquals(parameters, moments.second().liveArrays());
    }
  }
}
