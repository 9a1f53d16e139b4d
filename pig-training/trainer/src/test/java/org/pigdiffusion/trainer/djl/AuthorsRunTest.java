package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.primitives.ImmutableIntArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.DjlDenoiser;
import org.pigdiffusion.djl.DjlTrainableNetwork;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.onnx.UNetOnnxWriter;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.sampler.TrajectoryPoint;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.TimeGrid;
import org.pigdiffusion.trainer.LossWeighting;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

/** Sampling and losses, against the numbers of the PIG authors' own functions. */
class AuthorsRunTest {
  private static final TrainingConfig TRAINING = TrainingConfig.authors(6).build();

  @TempDir Path folder;

  /** A run of theirs: what guides y, and the times. */
  record Run(String name, GuideTransform guide, TimeGrid grid, int steps) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Run> runs() {
    GuideTransform plain = GuideTransform.identity();
    // T/N is rounded down before the times are counted up to T, which makes eleven steps of ten.
    double[] eleven = DoubleStream.iterate(1020, time -> time - 102).limit(11).toArray();
    return List.of(
        new Run("binary16", GuideTransform.authors(), TimeGrid.leading(), 16),
        new Run("ternary16", GuideTransform.authorsTernary(), TimeGrid.leading(), 16),
        new Run("plain16", plain, TimeGrid.leading(), 16),
        new Run("trailing16", plain, TimeGrid.trailing(), 16),
        new Run("binary10", GuideTransform.authors(), TimeGrid.explicit(eleven), 11));
  }

  private enum Engine {
    DJL {
      @Override
      Denoiser denoiser(Role role, Path folder) {
        return DjlDenoiser.of(
            AuthorsRun.NETWORK, AuthorsRun.weights(role), PredictionType.NOISE, "authors");
      }

      @Override
      Denoiser frozen(Weights weights) {
        return DjlDenoiser.of(AuthorsRun.NETWORK, weights, TRAINING.prediction(), "frozen");
      }
    },
    ONNX_RUNTIME {
      @Override
      Denoiser denoiser(Role role, Path folder) {
        Path file = folder.resolve(role + ".onnx");
        ModelCard card = ModelCard.builder(role, AuthorsRun.NETWORK, NoiseSchedule.paper()).build();
        try {
          UNetOnnxWriter.write(
              file, new TrainedModel(AuthorsRun.NETWORK, AuthorsRun.weights(role), card));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return OnnxDenoiser.open(file);
      }

      @Override
      Denoiser frozen(Weights weights) {
        return FrozenModel.inOnnxRuntime(new UNet(AuthorsRun.NETWORK), weights, TRAINING);
      }
    };

    abstract Denoiser denoiser(Role role, Path folder);

    abstract Denoiser frozen(Weights weights);
  }

  static Stream<Arguments> runsOnBothEngines() {
    return runs().stream()
        .flatMap(run -> Arrays.stream(Engine.values()).map(engine -> Arguments.of(run, engine)));
  }

  private PairBatch sample(Run run, Engine engine) {
    try (Denoiser x = engine.denoiser(Role.X, folder);
        Denoiser y = engine.denoiser(Role.Y, folder)) {
      return PairedSampler.builder()
          .x(x)
          .y(y)
          .schedule(NoiseSchedule.paper())
          .guide(run.guide())
          .build()
          .sample(
              SamplingRequest.builder()
                  .count(2)
                  .size(16, 16)
                  .method(Ddim.ofSteps(run.steps()).withGrid(run.grid()))
                  .start(AuthorsRun.tensor("start_x"), AuthorsRun.tensor("start_y"))
                  .trajectoryEvery(1)
                  .build())
          .findFirst()
          .orElseThrow();
    }
  }

  private static void assertAgrees(Run run, PairBatch batch) {
    List<Tensor> xClean = AuthorsRun.stack(run.name() + ".x0hat");
    List<Tensor> yClean = AuthorsRun.stack(run.name() + ".y0hat");
    List<TrajectoryPoint> points = batch.trajectory();
    assertEquals(run.steps(), points.size());
    for (int i = 0; i < points.size(); i++) {
      AuthorsRun.assertAgrees("x0hat " + i, xClean.get(i), points.get(i).xClean());
      AuthorsRun.assertAgrees("y0hat " + i, yClean.get(i), points.get(i).yClean());
    }
    AuthorsRun.assertAgrees("x", AuthorsRun.tensor(run.name() + ".x"), batch.x());
    AuthorsRun.assertAgrees("y", AuthorsRun.tensor(run.name() + ".y"), batch.y());
  }

  @ParameterizedTest
  @MethodSource("runsOnBothEngines")
  void samplesTheirPairs(Run run, Engine engine) {
    assertAgrees(run, sample(run, engine));
  }

  private static DrawnPairs batch() {
    return new DrawnPairs(
        AuthorsRun.tensor("loss.x0"),
        AuthorsRun.tensor("loss.y0"),
        Tensor.zeros(new Shape(6, 0, 1, 1)),
        AuthorsRun.tensor("loss.noise_x"),
        AuthorsRun.tensor("loss.noise_y"),
        ImmutableIntArray.of(3, 200, 500, 800, 1000, 1023));
  }

  private static double loss(Role role, PairObjective objective, LossWeighting weighting) {
    UNet net = new UNet(AuthorsRun.NETWORK);
    try (DjlTrainableNetwork network = DjlTrainableNetwork.of(net, AuthorsRun.weights(role))) {
      return network.loss(objective.batch(batch(), weighting));
    }
  }

  private static void assertAgrees(double expected, double found) {
    assertEquals(expected, found, AuthorsRun.TOLERANCE * expected);
  }

  /** losses.json of their run. */
  @Test
  void modelXHasTheirLoss() {
    assertAgrees(
        2.855802297592163, loss(Role.X, PairObjective.ofX(TRAINING), TRAINING.weightingX()));
  }

  @ParameterizedTest
  @EnumSource
  void modelYHasTheirCondition(Engine engine) {
    try (Denoiser modelX = engine.frozen(AuthorsRun.weights(Role.X))) {
      PairObjective objective = PairObjective.ofY(TRAINING, modelX, GuideTransform.identity());
      AuthorsRun.assertAgrees(
          "x0hat",
          AuthorsRun.tensor("loss.x0hat"),
          objective.batch(batch(), LossWeighting.NONE).condition());
    }
  }

  @ParameterizedTest
  @EnumSource
  void modelYHasTheirLosses(Engine engine) {
    try (Denoiser modelX = engine.frozen(AuthorsRun.weights(Role.X))) {
      PairObjective objective = PairObjective.ofY(TRAINING, modelX, GuideTransform.identity());
      assertAgrees(2.6299638748168945, loss(Role.Y, objective, LossWeighting.NONE));
      assertAgrees(1.2119613885879517, loss(Role.Y, objective, TRAINING.weightingY()));
    }
  }
}
