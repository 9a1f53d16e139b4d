package org.pigdiffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.noise.ForwardProcess;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.scheduler.TimeGrid;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.Parameter;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/**
 * A value stays what it is: writing to an array or list that it was made of, or that it hands out,
 * changes nothing. What takes an array over says so in its name, {@code adopt}.
 */
class ArrayOwnershipTest {
  private static final Shape TWO = new Shape(1, 1, 1, 2);

  @Test
  void aTensorKeepsItsValues() {
    float[] given = {1, 2};
    Tensor tensor = Tensor.of(TWO, given);
    given[0] = 9;
    tensor.toArray()[0] = 9;
    assertTrue(tensor.buffer().isReadOnly());
    assertArrayEquals(new float[] {1, 2}, tensor.toArray());
  }

  @Test
  void weightsKeepTheirValues() {
    float[] given = {1, 2};
    List<Integer> dimensions = new ArrayList<>(List.of(2));
    Weights.Array array = new Weights.Array(dimensions, given);
    given[0] = 9;
    dimensions.set(0, 9);
    array.values()[0] = 9;
    FloatBuffer view = array.buffer();
    assertTrue(view.isReadOnly());
    assertEquals(FloatBuffer.wrap(new float[] {1, 2}), view);
    assertEquals(List.of(2), array.dimensions());
    assertArrayEquals(new float[] {1, 2}, array.values());
  }

  @Test
  void theWeightsOfANetworkKeepTheirValues() {
    UNet net = new UNet(UNetConfig.builder(1, 0).baseWidth(4).multipliers(1).groups(2).build());
    Weights weights = InitialWeights.of(net, 1);
    float before = weights.values("conv_in.weight")[0];
    weights.values("conv_in.weight")[0] = before + 1;
    assertEquals(before, weights.values("conv_in.weight")[0]);
    assertUnmodifiable(weights.arrays());
    assertUnmodifiable(net.parameters());
  }

  @Test
  void schedulesAndGridsKeepTheirNumbers() {
    double[] betas = {0.1, 0.2};
    NoiseSchedule schedule = NoiseSchedule.ofBetas(betas);
    double[] abars = {0.5};
    ForwardProcess process = ForwardProcess.ofAlphaBars(abars);
    double[] times = {1, 0};
    TimeGrid grid = TimeGrid.explicit(times);
    Tensor image = Tensor.filled(TWO, 1);
    Tensor noisy = process.noisy(image, image);
    betas[0] = 0.9;
    abars[0] = 0.1;
    times[0] = 5;
    assertEquals(0.9 * 0.8, schedule.alphaBar(1), 1e-12);
    assertEquals(noisy, process.noisy(image, image));
    assertEquals(List.of(1.0, 0.0), grid.times(2, schedule));
    assertUnmodifiable(grid.times(2, schedule));
    assertUnmodifiable(TimeGrid.trailing().times(2, schedule));
  }

  @Test
  void settingsKeepTheirLists() {
    List<Integer> given = new ArrayList<>(List.of(1, 2));
    UNetConfig config = UNetConfig.builder(1, 1).multipliers(given).build();
    given.set(0, 9);
    assertEquals(List.of(1, 2), config.multipliers());
    assertUnmodifiable(config.multipliers());
    assertUnmodifiable(config.attentionLevels());
    assertUnmodifiable(new Parameter("a", given, Parameter.Kind.SCALE, 1).dimensions());
    assertUnmodifiable(new TrainingReport(new ArrayList<>()).stages());
  }

  private static void assertUnmodifiable(Collection<?> collection) {
    assertThrows(UnsupportedOperationException.class, collection::clear);
  }

  private static void assertUnmodifiable(Map<?, ?> map) {
    assertThrows(UnsupportedOperationException.class, map::clear);
  }
}
