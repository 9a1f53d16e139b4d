package org.pigdiffusion.examples.speed;

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
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.djl.DjlDenoiser;
import org.pigdiffusion.examples.common.DeviceOption;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.onnx.Spinning;
import org.pigdiffusion.onnx.ThreadPool;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.onnx.UNetOnnxWriter;
import org.pigdiffusion.safetensors.NetworkFile;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures the joint step of the paper's network: on ONNX Runtime, on DJL, and in other programs,
 * in turn within every round, since a shared machine is faster at one time than at another.
 */
@Command(
    name = "step-speed",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Times joint steps on ONNX Runtime, DJL and peers, on the same random weights.")
public final class StepSpeed implements Callable<Integer> {
  @Option(
      names = "--size",
      converter = OptionValues.Positive.class,
      description = "height and width, a multiple of 32")
  private int size = 64;

  @Option(
      names = "--batch",
      converter = OptionValues.Positive.class,
      description = "pairs computed together")
  private int batch = 8;

  @Option(
      names = "--steps",
      converter = OptionValues.Positive.class,
      description = "joint steps of a round")
  private int steps = 4;

  @Option(
      names = "--rounds",
      converter = OptionValues.Positive.class,
      description = "rounds measured, after one that is not")
  private int rounds = 9;

  @Option(
      names = "--threads",
      converter = OptionValues.Positive.class,
      description = "threads of ONNX Runtime and of the peers; all if absent")
  private Integer threads;

  @Option(
      names = "--patch",
      description = "side of the blocks of pixels that the network takes as channels: 1, 2, 4 or 8")
  private int patch = 1;

  @Option(names = "--eta", description = "of DDIM; above 0, noise is drawn at every step")
  private double eta;

  @Option(
      names = "--guide",
      converter = OptionValues.Guide.class,
      description = "guide transform, as its description says")
  private GuideTransform guide = GuideTransform.identity();

  @Mixin private DeviceOption where = new DeviceOption();

  @Option(names = "--peer", description = "command of another program; may be repeated")
  private List<String> peers = List.of();

  @Option(
      names = "--models",
      converter = OptionValues.ExistingFolder.class,
      description =
          "folder of a trained pair, for ONNX Runtime and peers; random weights if absent")
  private Path models;

  @Option(
      names = "--keep",
      description = "folder where the random weights are kept; a temporary one if absent")
  private Path keep;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new StepSpeed(), args);
  }

  @Override
  public Integer call() throws IOException {
    where.require();
    if (threads != null) {
      ThreadPool.configureShared(threads, Spinning.ON);
    }
    Path folder = folder();
    List<Contestant> contestants = new ArrayList<>();
    try {
      OptionalDouble gflop = OptionalDouble.empty();
      if (models == null) {
        gflop = OptionalDouble.of(writeReference(folder));
      }
      contestants.add(
          sampler(
              "ONNX Runtime on " + where.device(),
              openOnnx(folder.resolve("x.onnx")),
              openOnnx(folder.resolve("y.onnx"))));
      if (models == null) {
        contestants.add(
            sampler(
                "DJL",
                DjlDenoiser.load(folder.resolve("x.safetensors")),
                DjlDenoiser.load(folder.resolve("y.safetensors"))));
      }
      for (String peer : peers) {
        contestants.add(
            new PeerContestant(
                peer, List.of(folder.toString(), "" + size, "" + batch, "" + threads())));
      }
      try (MatrixPeak peak = new MatrixPeak(threads())) {
        Rounds result = Rounds.run(contestants, peak, steps, rounds);
        System.out.printf("%dx%d, batch %d, %d threads%n", size, size, batch, threads());
        result.print(gflop);
      }
    } finally {
      contestants.forEach(Contestant::close);
      if (models == null && keep == null) {
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    }
    return 0;
  }

  private Path folder() throws IOException {
    if (models != null) {
      return models;
    }
    return keep == null ? Files.createTempDirectory("step-speed") : Files.createDirectories(keep);
  }

  private int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /** Writes a pair of reference networks with random weights; returns the work of a joint step. */
  private double writeReference(Path folder) throws IOException {
    UNetConfig x = UNetConfig.reference(1, 1).toBuilder().patch(patch).build();
    UNetConfig y = x.mirrored();
    write(folder.resolve("x"), Role.X, x);
    write(folder.resolve("y"), Role.Y, y);
    long flops =
        FlopCounter.flops(new UNet(x), size, size) + FlopCounter.flops(new UNet(y), size, size);
    return batch * flops / 1e9;
  }

  private Contestant sampler(String name, Denoiser x, Denoiser y) {
    SamplingRequest.Builder request =
        SamplingRequest.builder().count(batch).batchSize(batch).size(size, size).seed(1);
    return new SamplerContestant(name, x, y, guide, request, eta);
  }

  private Denoiser openOnnx(Path file) {
    return OnnxDenoiser.builder(file).device(where.device()).open();
  }

  private static void write(Path stem, Role role, UNetConfig config) throws IOException {
    Weights weights = InitialWeights.of(new UNet(config), role == Role.X ? 0 : 1);
    NoiseSchedule schedule = NoiseSchedule.paper();
    ModelCard card =
        ModelCard.builder(role, config, schedule).prediction(PredictionType.VELOCITY).build();
    UNetOnnxWriter.write(Path.of(stem + ".onnx"), new TrainedModel(config, weights, card));
    ImmutableMap<String, String> told =
        ImmutableMap.of(
            "role", role.name(),
            "prediction", PredictionType.VELOCITY.name(),
            "schedule", schedule.description());
    new NetworkFile(config, weights, told).write(Path.of(stem + ".safetensors"));
  }
}
