package org.pigdiffusion.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.contract.UNetDenoiserContract;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

/** A network is told how its training images were augmented. */
class AugmentationLabelsTest {
  private static final int LABELS = 2;
  private static final UNet WITHOUT = new UNet(UNetDenoiserContract.tiny());
  private static final UNet TOLD =
      new UNet(WITHOUT.config().toBuilder().augmentationLabels(LABELS).build());
  private static final Weights TOLD_WEIGHTS = RandomWeights.of(TOLD.config(), 5);
  private static final String LAYER = "temb.labels.weight";
  private static final Shape IMAGES = new Shape(3, 1, 8, 8);

  /** The layer is the first parameter. */
  private static final int LAYER_SIZE = WITHOUT.config().baseWidth() * LABELS;

  private static Weights weightsWithout() {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(TOLD_WEIGHTS.arrays());
    arrays.remove(LAYER);
    return Weights.fitting(WITHOUT, arrays);
  }

  private static TrainingBatch batch(Tensor labels) {
    return new TrainingBatch(
        new ShownImages(
            RandomWeights.input(IMAGES, 1),
            RandomWeights.input(IMAGES, 2),
            Tensor.of(new Shape(3, 1, 1, 1), 3f, 400f, 999f),
            labels),
        RandomWeights.input(IMAGES, 3),
        RandomWeights.input(IMAGES, 4).map(Math::abs));
  }

  private static Tensor labels(float... values) {
    return Tensor.of(new Shape(3, values.length / 3, 1, 1), values);
  }

  private static float[] gradient(UNet net, Weights weights, TrainingBatch batch, int threads) {
    try (DjlTrainableNetwork network = DjlTrainableNetwork.of(net, weights, threads)) {
      float[] gradient = new float[Math.toIntExact(net.parameterCount())];
      network.addGradient(batch, Dropout.none(), gradient);
      return gradient;
    }
  }

  /** By differences of the loss, in each weight of the layer. */
  @Test
  void theLayersGradientAgreesWithDifferences() {
    TrainingBatch batch = batch(labels(0.5f, -1, 0, 0, -0.25f, 2));
    float[] gradient = gradient(TOLD, TOLD_WEIGHTS, batch, 1);
    float[] start = TOLD_WEIGHTS.values(LAYER);
    double h = 2e-2;
    double greatest = 0;
    for (int i = 0; i < LAYER_SIZE; i++) {
      double difference =
          (lossAt(batch, moved(start, i, h)) - lossAt(batch, moved(start, i, -h))) / 2 / h;
      assertEquals(difference, gradient[i], 0.03 * Math.abs(difference) + 4e-4, "weight " + i);
      greatest = Math.max(greatest, Math.abs(difference));
    }
    assertTrue(greatest > 4e-3, "what is compared is more than the tolerance, " + greatest);
  }

  private static float[] moved(float[] weights, int at, double by) {
    float[] moved = weights.clone();
    moved[at] += (float) by;
    return moved;
  }

  private static double lossAt(TrainingBatch batch, float[] layer) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(TOLD_WEIGHTS.arrays());
    arrays.put(LAYER, new Weights.Array(TOLD_WEIGHTS.arrays().get(LAYER).dimensions(), layer));
    try (DjlTrainableNetwork network =
        DjlTrainableNetwork.of(TOLD, Weights.fitting(TOLD, arrays), 1)) {
      return network.loss(batch);
    }
  }

  /** Loss, gradient and prediction are those of the network without the layer, bit by bit. */
  @Test
  void labelsOfZeroAreAsIfThereWereNone() {
    TrainingBatch zero = batch(labels(new float[3 * LABELS]));
    TrainingBatch none = batch(labels());
    float[] told = gradient(TOLD, TOLD_WEIGHTS, zero, 1);
    assertArrayEquals(new float[LAYER_SIZE], Arrays.copyOf(told, LAYER_SIZE));
    assertArrayEquals(
        gradient(WITHOUT, weightsWithout(), none, 1),
        Arrays.copyOfRange(told, LAYER_SIZE, told.length));
    try (DjlTrainableNetwork with = DjlTrainableNetwork.of(TOLD, TOLD_WEIGHTS, 1);
        DjlTrainableNetwork without = DjlTrainableNetwork.of(WITHOUT, weightsWithout(), 1)) {
      assertEquals(without.loss(none), with.loss(zero));
      Tensor answer = predicted(with, zero);
      assertEquals(predicted(without, none), answer);
      assertNotEquals(answer, predicted(with, batch(labels(0, 0, 1, 0, 0, 0))));
    }
  }

  private static Tensor predicted(DjlTrainableNetwork network, TrainingBatch batch) {
    return network.predict(batch.shown());
  }

  /** Sampling knows no labels. */
  @Test
  void aDenoiserIsToldNothing() {
    TrainingBatch batch = batch(labels());
    double[] times = {3, 400, 999};
    try (DjlDenoiser with =
            DjlDenoiser.of(TOLD.config(), TOLD_WEIGHTS, PredictionType.NOISE, "with");
        DjlDenoiser without =
            DjlDenoiser.of(WITHOUT.config(), weightsWithout(), PredictionType.NOISE, "without")) {
      assertEquals(
          without.predict(batch.noisy(), batch.condition(), times),
          with.predict(batch.noisy(), batch.condition(), times));
    }
  }

  @Test
  void eachImageHasItsOwnLabelsHoweverTheBatchIsDivided() {
    TrainingBatch batch = batch(labels(0.5f, -1, 0, 0, -0.25f, 2));
    assertArrayEquals(
        gradient(TOLD, TOLD_WEIGHTS, batch, 1), gradient(TOLD, TOLD_WEIGHTS, batch, 3), 1e-5f);
    try (DjlTrainableNetwork network = DjlTrainableNetwork.of(TOLD, TOLD_WEIGHTS, 3)) {
      Tensor second = predicted(network, batch.part(1, 3));
      assertArrayEquals(predicted(network, batch).slice(1, 2).toArray(), second.toArray(), 1e-5f);
    }
  }

  @Test
  void moreOrFewerLabelsThanTheNetworkHasAreRefused() {
    try (DjlTrainableNetwork with = DjlTrainableNetwork.of(TOLD, TOLD_WEIGHTS, 1);
        DjlTrainableNetwork without = DjlTrainableNetwork.of(WITHOUT, weightsWithout(), 1)) {
      assertRefused("labels", () -> with.loss(batch(labels())));
      assertRefused("labels", () -> predicted(with, batch(labels(1, 2, 3))));
      TrainingBatch told = batch(labels(1, 2, 3, 4, 5, 6));
      assertRefused("labels", () -> without.loss(told));
      assertRefused("labels", () -> without.addGradient(told, Dropout.none(), new float[1]));
    }
  }
}
