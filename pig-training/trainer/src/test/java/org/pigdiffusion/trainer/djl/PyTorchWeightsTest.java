package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pigdiffusion.contract.TensorAssertions.assertClose;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.DjlDenoiser;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.onnx.UNetOnnxWriter;
import org.pigdiffusion.safetensors.NetworkFile;
import org.pigdiffusion.safetensors.Safetensors;
import org.pigdiffusion.trainer.LearningRateRule;
import org.pigdiffusion.trainer.Optimiser;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.UpwardAttention;
import org.pigdiffusion.unet.Weights;

/**
 * Weights that PyTorch saved, of a network with the authors' structure that was written in PyTorch
 * for this test, against what PyTorch predicted with them.
 */
class PyTorchWeightsTest {
  private static final double TOLERANCE = 1e-4;
  private static final double TIME = 417;
  private static final double RATE = 1e-4;

  /** The authors' six levels, with their slip on the way up; the weights of a bare network. */
  private static final Saved AUTHORS =
      new Saved(
          "authors",
          UNetConfig.reference(1, 1).toBuilder()
              .baseWidth(4)
              .groups(2)
              .attentionLevels(Set.of(4, 5))
              .upwardAttention(UpwardAttention.LOWEST_LEVEL)
              .build());

  /** Attention everywhere; names that begin with {@code module.}, as DataParallel saves them. */
  private static final Saved MODULE =
      new Saved(
          "module",
          UNetConfig.builder(2, 1)
              .baseWidth(8)
              .groups(4)
              .multipliers(1, 2)
              .residualBlocks(1)
              .attentionLevels(Set.of(0, 1))
              .build());

  static List<Saved> saved() {
    return List.of(AUTHORS, MODULE);
  }

  /** A fixture: a network, its weights, and one call of it in PyTorch. */
  record Saved(String name, UNetConfig config) {
    Path file() {
      return resource(name + ".safetensors");
    }

    Weights weights() {
      return NetworkFile.read(file(), config).weights();
    }

    Tensor tensor(String of) {
      Weights.Array array =
          Objects.requireNonNull(
              Safetensors.read(resource(name + "-call.safetensors")).arrays().get(of));
      return Tensor.adopt(
          new Shape(
              array.dimensions().get(0),
              array.dimensions().get(1),
              array.dimensions().get(2),
              array.dimensions().get(3)),
          array.values());
    }

    void assertPredicts(Denoiser denoiser) {
      assertClose(
          tensor("prediction"),
          denoiser.predict(tensor("noisy"), tensor("condition"), TIME),
          TOLERANCE);
    }
  }

  @TempDir Path folder;

  private static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(PyTorchWeightsTest.class.getResource("/pytorch/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theSecondFileHasThePrefix() {
    Set<String> bare = Safetensors.read(AUTHORS.file()).arrays().keySet();
    Set<String> prefixed = Safetensors.read(MODULE.file()).arrays().keySet();
    assertTrue(bare.contains("conv_in.weight"), "no bare name in " + bare);
    assertTrue(prefixed.stream().allMatch(name -> name.startsWith("module.")), "" + prefixed);
  }

  @ParameterizedTest
  @MethodSource("saved")
  void predictWhatTheyDidInPyTorch(Saved saved) {
    try (Denoiser denoiser = DjlDenoiser.load(saved.file(), saved.config(), PredictionType.NOISE)) {
      saved.assertPredicts(denoiser);
    }
  }

  @ParameterizedTest
  @MethodSource("saved")
  void predictTheSameWhenExported(Saved saved) throws IOException {
    Path file = folder.resolve("model.onnx");
    ModelCard card = ModelCard.builder(Role.X, saved.config(), NoiseSchedule.paper()).build();
    UNetOnnxWriter.write(file, new TrainedModel(saved.config(), saved.weights(), card));
    try (OnnxDenoiser denoiser = OnnxDenoiser.open(file)) {
      saved.assertPredicts(denoiser);
    }
  }

  /** Missing, unknown and misshapen ones, of which this other network gives all three. */
  @Test
  void allThatDoesNotFitIsListed() {
    UNetConfig other =
        MODULE.config().toBuilder().multipliers(1, 3).attentionLevels(Set.of(1)).build();
    BackendException refusal =
        assertThrows(
            BackendException.class,
            () -> DjlDenoiser.load(MODULE.file(), other, PredictionType.NOISE));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith(MODULE.file() + ":"), message);
    Set<String> saved = MODULE.weights().arrays().keySet();
    for (String unknown : saved.stream().filter(name -> name.matches(".*\\.0\\.attn.*")).toList()) {
      assertTrue(message.contains(unknown + " is not a parameter"), unknown + " in " + message);
    }
    for (String wrong : new String[] {"down.1.block.0.conv1.weight", "mid.attn_1.q.bias"}) {
      assertTrue(message.contains(wrong + ": expected ["), wrong + " in " + message);
    }
    // Of the lowest level every array is wider; above it, what takes its output in.
    long listed = message.lines().count() - 1;
    assertTrue(message.contains("found " + listed + " differences"), message);

    BackendException deeper =
        assertThrows(
            BackendException.class,
            () ->
                DjlDenoiser.load(
                    MODULE.file(),
                    MODULE.config().toBuilder().residualBlocks(2).build(),
                    PredictionType.NOISE));
    String missing = "down.1.block.1.conv2.bias is missing, expected [16]";
    assertTrue(String.valueOf(deeper.getMessage()).contains(missing), deeper.getMessage());
  }

  /** Adam's first step moves no weight by more than the learning rate. */
  @Test
  void areFineTuned() {
    Weights start = MODULE.weights();
    Weights tuned = train(trainer().startingFrom(Role.X, start)).stage(Role.X).weights();
    double furthest = 0;
    for (String name : start.arrays().keySet()) {
      float[] before = start.values(name);
      float[] after = tuned.values(name);
      for (int i = 0; i < before.length; i++) {
        furthest = Math.max(furthest, Math.abs(after[i] - before[i]));
      }
    }
    assertEquals(RATE, furthest, 0.02 * RATE);
  }

  @Test
  void aRunGoesOnOnlyFromTheWeightsThatItBeganWith() {
    Weights start = MODULE.weights();
    TrainingReport first = train(trainer().startingFrom(Role.X, start));
    TrainingReport again = train(trainer().startingFrom(Role.X, start));
    assertEquals(first.stage(Role.X).weights(), again.stage(Role.X).weights());
    Weights other = InitialWeights.of(new UNet(MODULE.config()), 1);
    for (DjlPairedTrainer otherwise : List.of(trainer(), trainer().startingFrom(Role.X, other))) {
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> train(otherwise));
      assertTrue(
          String.valueOf(refusal.getMessage()).contains("initialWeights: now"),
          refusal.getMessage());
    }
  }

  @Test
  void weightsOfAnotherNetworkStartNoTraining() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> trainer().startingFrom(Role.Y, MODULE.weights()));
    String input = "conv_out.weight: expected [1, 8, 3, 3], found [2, 8, 3, 3]";
    assertTrue(String.valueOf(refusal.getMessage()).contains(input), refusal.getMessage());
  }

  private DjlPairedTrainer trainer() {
    TrainingConfig config =
        TinyRun.config()
            .steps(1, 0)
            .learningRate(new LearningRateRule.Constant(0))
            .optimiser(Optimiser.builder().learningRate(RATE).averageDecay(0).build())
            .build();
    return DjlPairedTrainer.of(folder.resolve("run"), MODULE.config(), config);
  }

  private static TrainingReport train(DjlPairedTrainer trainer) {
    return trainer.train(
        twoClasses(TinyRun.pairs(4, 1)), twoClasses(TinyRun.pairs(2, 9)), TrainingListener.none());
  }

  /** The mask in two channels, inside and outside. */
  private static PairSource twoClasses(PairSource pairs) {
    return new PairSource() {
      @Override
      public int size() {
        return pairs.size();
      }

      @Override
      public PairExample example(int index) {
        PairExample pair = pairs.example(index);
        float[] inside = pair.x().toArray();
        float[] both = java.util.Arrays.copyOf(inside, 2 * inside.length);
        for (int i = 0; i < inside.length; i++) {
          both[inside.length + i] = -inside[i];
        }
        Shape shape = pair.x().shape().withChannels(2);
        return new PairExample(pair.name(), pair.group(), Tensor.of(shape, both), pair.y());
      }
    };
  }
}
