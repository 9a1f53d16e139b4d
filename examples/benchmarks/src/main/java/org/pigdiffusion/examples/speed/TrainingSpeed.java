package org.pigdiffusion.examples.speed;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.safetensors.NetworkFile;
import org.pigdiffusion.safetensors.Safetensors;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.TargetCondition;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures a training step of the paper's network: in this library and in other programs, in turn
 * within every round.
 */
@Command(
    name = "training-speed",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Times optimiser steps of one stage in this library and in peers, from the same random"
            + " weights and on the same phantoms.")
public final class TrainingSpeed implements Callable<Integer> {
  private static final int PAIRS = 64;

  /** Never reached. */
  private static final int END = Integer.MAX_VALUE;

  @Option(names = "--stage", description = "${COMPLETION-CANDIDATES}")
  private Role stage = Role.X;

  @Option(
      names = "--size",
      converter = OptionValues.Positive.class,
      description = "height and width: 32, 64 or 128")
  private int size = 64;

  @Option(
      names = "--batch",
      converter = OptionValues.Positive.class,
      description = "pairs of a step")
  private int batch = 8;

  @Option(
      names = "--steps",
      converter = OptionValues.Positive.class,
      description = "steps of a round")
  private int steps = 4;

  @Option(
      names = "--rounds",
      converter = OptionValues.Positive.class,
      description = "rounds measured, after one that is not")
  private int rounds = 9;

  @Option(
      names = "--patch",
      description = "side of the blocks of pixels that the network takes as channels: 1, 2, 4 or 8")
  private int patch = 1;

  @Option(
      names = "--threads",
      converter = OptionValues.Positive.class,
      description = "threads of the peers; those of this library are OMP_NUM_THREADS")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--peer", description = "command of another program; may be repeated")
  private List<String> peers = List.of();

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new TrainingSpeed(), args);
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("training-speed");
    List<Contestant> contestants = new ArrayList<>();
    try (MatrixPeak peak = new MatrixPeak(threads)) {
      PairSource pairs = BreastPhantom.of(PAIRS, 1, size);
      write(folder.resolve("pairs.safetensors"), pairs);
      contestants.add(new TrainerContestant("this library on DJL", stage, trainer(folder), pairs));
      for (String peer : peers) {
        contestants.add(
            new PeerContestant(
                peer,
                List.of(folder.toString(), "" + size, "" + batch, "" + threads, stage.name())));
      }
      Rounds result = Rounds.run(contestants, peak, steps, rounds);
      System.out.printf("stage %s, %dx%d, batch %d%n", stage, size, size, batch);
      result.print(OptionalDouble.empty());
    } finally {
      contestants.forEach(Contestant::close);
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    return 0;
  }

  /** Everything is as {@link TrainingConfig} has it by default, the paper's training. */
  private DjlPairedTrainer trainer(Path folder) throws IOException {
    UNetConfig network = UNetConfig.reference(1, 1).toBuilder().patch(patch).build();
    TrainingConfig config =
        TrainingConfig.builder()
            .batch(batch, 1)
            .targetCondition(TargetCondition.predictedClean()) // stage Y calls model x
            .steps(stage == Role.X ? END : 1, stage == Role.X ? 0 : END)
            .validation(END, 0)
            .checkpoints(END, 1)
            .build();
    return DjlPairedTrainer.of(folder.resolve("run"), network, config)
        .startingFrom(Role.X, weights(folder.resolve("x.safetensors"), Role.X, network))
        .startingFrom(Role.Y, weights(folder.resolve("y.safetensors"), Role.Y, network.mirrored()));
  }

  private static Weights weights(Path file, Role role, UNetConfig network) throws IOException {
    Weights weights = InitialWeights.of(new UNet(network), role == Role.X ? 0 : 1);
    new NetworkFile(network, weights, ImmutableMap.of()).write(file);
    return weights;
  }

  private static void write(Path file, PairSource pairs) throws IOException {
    new Safetensors(
            ImmutableMap.of("x", all(pairs, PairExample::x), "y", all(pairs, PairExample::y)),
            ImmutableMap.of())
        .write(file);
  }

  private static Weights.Array all(PairSource pairs, Function<PairExample, Tensor> image) {
    Tensor images =
        Tensor.concatBatch(
            IntStream.range(0, pairs.size()).mapToObj(i -> image.apply(pairs.example(i))).toList());
    return new Weights.Array(
        ImmutableList.of(
            images.shape().batch(),
            images.shape().channels(),
            images.shape().height(),
            images.shape().width()),
        images.toArray());
  }
}
