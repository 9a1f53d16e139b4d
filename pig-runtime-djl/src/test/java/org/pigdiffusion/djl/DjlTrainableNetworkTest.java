package org.pigdiffusion.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.RandomWeights;
import org.pigdiffusion.contract.UNetDenoiserContract;
import org.pigdiffusion.unet.Parameter;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

class DjlTrainableNetworkTest {
  private static final UNet NET =
      new UNet(UNetDenoiserContract.tiny().toBuilder().dropout(0.2).build());
  private static final Weights WEIGHTS = RandomWeights.of(NET.config(), 5);
  private static final int SIZE = Math.toIntExact(NET.parameterCount());

  private DjlTrainableNetwork network = DjlTrainableNetwork.of(NET, WEIGHTS);

  @BeforeEach
  void open() {
    network.close();
    network = DjlTrainableNetwork.of(NET, WEIGHTS);
  }

  @AfterEach
  void close() {
    network.close();
  }

  private static TrainingBatch batch() {
    Shape shape = new Shape(3, 1, 8, 8);
    return new TrainingBatch(
        RandomWeights.input(shape, 1),
        RandomWeights.input(shape, 2),
        Tensor.of(new Shape(3, 1, 1, 1), 3f, 400f, 999f),
        RandomWeights.input(shape, 3),
        RandomWeights.input(shape, 4).map(Math::abs));
  }

  private static float[] flat() {
    return flat(WEIGHTS);
  }

  private static float[] flat(Weights weights) {
    float[] values =
        new float[weights.arrays().values().stream().mapToInt(a -> a.values().length).sum()];
    int at = 0;
    for (Weights.Array array : weights.arrays().values()) {
      System.arraycopy(array.values(), 0, values, at, array.values().length);
      at += array.values().length;
    }
    return values;
  }

  /** Along a random direction of each parameter, so that a wrong one is named. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void gradientAgreesWithDifferences(int patch) {
    UNet net = new UNet(NET.config().toBuilder().patch(patch).build());
    Weights weights = RandomWeights.of(net.config(), 5);
    network.close();
    network = DjlTrainableNetwork.of(net, weights);
    TrainingBatch batch = batch();
    float[] gradient = new float[Math.toIntExact(net.parameterCount())];
    double loss = network.addGradient(batch, Dropout.none(), gradient);
    assertEquals(network.loss(batch), loss, 1e-6);

    SplittableRandom random = new SplittableRandom(6);
    List<String> wrong = new ArrayList<>();
    int at = 0;
    for (Parameter parameter : net.parameters()) {
      double[] direction = random.doubles(parameter.size(), -1, 1).toArray();
      double norm = 0;
      double expected = 0;
      for (int i = 0; i < direction.length; i++) {
        norm += direction[i] * direction[i];
      }
      for (int i = 0; i < direction.length; i++) {
        direction[i] /= Math.sqrt(norm);
        expected += direction[i] * gradient[at + i];
      }
      double h = 2e-2;
      double actual =
          (lossAt(batch, moved(weights, at, direction, h))
                  - lossAt(batch, moved(weights, at, direction, -h)))
              / 2
              / h;
      if (!(Math.abs(actual - expected) <= 0.03 * Math.abs(expected) + 4e-4)) {
        wrong.add(parameter.name() + ": gradient " + expected + ", difference " + actual);
      }
      at += parameter.size();
    }
    if (!wrong.isEmpty()) {
      fail(String.join("\n", wrong));
    }
  }

  private static float[] moved(Weights weights, int at, double[] direction, double h) {
    float[] moved = flat(weights);
    for (int i = 0; i < direction.length; i++) {
      moved[at + i] += (float) (h * direction[i]);
    }
    return moved;
  }

  private double lossAt(TrainingBatch batch, float[] values) {
    network.set(values);
    return network.loss(batch);
  }

  /** Constants that the backward pass reads must not be freed before it has run. */
  @Test
  void garbageCollectionBeforeTheBackwardPassChangesNothing() {
    float[] expected = new float[SIZE];
    network.addGradient(batch(), dropout(), expected);
    for (int i = 0; i < 5; i++) {
      float[] actual = new float[SIZE];
      network.set(flat());
      network.addGradient(
          batch(),
          dropout(),
          actual,
          () -> {
            System.gc();
            // Takes over what has been freed, if anything has.
            List<float[]> rubbish = new ArrayList<>();
            for (int n = 0; n < 200; n++) {
              rubbish.add(new float[1000]);
              NativeMemory.buffer(64).asFloatBuffer().put(0, Float.NaN);
            }
            assertEquals(200, rubbish.size());
          });
      assertArrayEquals(expected, actual);
    }
  }

  @Test
  void leavesNothingInNativeMemory() {
    TrainingBatch batch = batch();
    float[] gradient = new float[SIZE];
    int before = network.liveArrays();
    for (int i = 0; i < 200; i++) {
      network.addGradient(batch, dropout(), gradient);
      network.set(flat());
    }
    double loss = network.loss(batch);
    assertTrue(Double.isFinite(loss));
    assertEquals(before, network.liveArrays());
  }

  @Test
  void gradientsAreAddedAndEqualStepsGiveEqualBits() {
    float[] once = new float[SIZE];
    double first = network.addGradient(batch(), dropout(), once);
    float[] twice = new float[SIZE];
    assertEquals(first, network.addGradient(batch(), dropout(), twice));
    assertArrayEquals(once, twice);
    network.addGradient(batch(), dropout(), twice);
    for (int i = 0; i < SIZE; i++) {
      assertEquals(2 * once[i], twice[i]);
    }
  }

  /** What the threads share out is put together again; the first call also starts them. */
  @Test
  void aDividedBatchGivesTheSameUpToRounding() {
    float[] whole = new float[SIZE];
    float[] divided = new float[SIZE];
    try (DjlTrainableNetwork one = DjlTrainableNetwork.of(NET, WEIGHTS, 1);
        DjlTrainableNetwork three = DjlTrainableNetwork.of(NET, WEIGHTS, 3)) {
      TrainingBatch batch = batch();
      double loss = one.addGradient(batch, dropout(), whole);
      int before = three.liveArrays();
      assertEquals(loss, three.addGradient(batch, dropout(), divided), 1e-6);
      assertArrayEquals(whole, divided, 1e-5f);
      assertEquals(one.loss(batch), three.loss(batch), 1e-6);
      float[] again = new float[SIZE];
      three.addGradient(batch, dropout(), again);
      assertArrayEquals(divided, again);
      assertEquals(before, three.liveArrays());
    }
  }

  @Test
  void dropoutIsOnlyForTraining() {
    double trained = network.addGradient(batch(), dropout(), new float[SIZE]);
    double judged = network.loss(batch());
    assertTrue(Math.abs(trained - judged) > 1e-4, trained + " and " + judged);
  }

  private static Dropout dropout() {
    return Dropout.random(image -> new SplittableRandom(9 + image));
  }

  @Test
  void lossIsTheWeightedMeanSquaredError() {
    TrainingBatch batch = batch();
    float[] predicted = predicted(batch);
    float[] target = batch.target().toArray();
    float[] weights = batch.weights().toArray();
    double sum = 0;
    for (int i = 0; i < predicted.length; i++) {
      sum += weights[i] * Math.pow(predicted[i] - target[i], 2);
    }
    assertEquals(sum / predicted.length, network.loss(batch), 1e-5);
  }

  private static float[] predicted(TrainingBatch batch) {
    double[] times = new double[batch.size()];
    for (int n = 0; n < times.length; n++) {
      times[n] = batch.times().at(n, 0, 0, 0);
    }
    try (DjlDenoiser denoiser =
        DjlDenoiser.of(NET.config(), WEIGHTS, PredictionType.NOISE, "the same network")) {
      return denoiser.predict(batch.noisy(), batch.condition(), times).toArray();
    }
  }

  @Test
  void arraysOfTheWrongLengthAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> network.set(new float[3]));
    assertThrows(
        IllegalArgumentException.class,
        () -> network.addGradient(batch(), Dropout.none(), new float[3]));
  }
}
