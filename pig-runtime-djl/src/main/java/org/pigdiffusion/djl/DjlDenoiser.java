package org.pigdiffusion.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.CloseableDenoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.internal.Checksum;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.safetensors.NetworkFile;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/**
 * A U-Net on DJL's PyTorch engine as a denoiser. Takes any image size that its down-sampling
 * divides.
 *
 * <p>Equal arguments give equal bits, on one machine with one number of threads. The native memory
 * of a call is freed when the call returns. Whoever makes a denoiser closes it.
 */
public final class DjlDenoiser extends CloseableDenoiser {
  private static final String PREDICTION = "prediction";
  private static final String ROLE = "role";
  private static final String SCHEDULE = "schedule";

  private final DjlNetwork network;

  private DjlDenoiser(DjlNetwork network, DenoiserSpec spec, String name) {
    super(spec, name);
    this.network = network;
  }

  /**
   * A denoiser with given weights.
   *
   * @param config the settings of the network
   * @param weights the weights of this network
   * @param prediction what the network was trained to predict
   * @param id names the weights in provenance and messages
   * @throws IllegalArgumentException if the weights are those of another network
   * @throws BackendException if the engine does not start
   */
  public static DjlDenoiser of(
      UNetConfig config, Weights weights, PredictionType prediction, String id) {
    return of(config, weights, spec(config, prediction, id), id);
  }

  private static DenoiserSpec.Builder spec(
      UNetConfig config, PredictionType prediction, String id) {
    return DenoiserSpec.builder(config.channels(), config.conditionChannels(), id)
        .prediction(prediction)
        .size(SizeRule.multipleOf(config.downsamplingFactor()));
  }

  private static DjlDenoiser of(
      UNetConfig config, Weights weights, DenoiserSpec.Builder spec, String name) {
    DjlNetwork network = DjlNetwork.of(new UNet(config), weights);
    return new DjlDenoiser(network, spec.device(network.device()).build(), name);
  }

  /**
   * Loads a safetensors file that says itself what network it holds, such as a checkpoint's {@code
   * best.safetensors}. Its id is the checksum of the weights; its role and noise schedule are told
   * if they are in the file, as in a checkpoint's.
   *
   * @throws BackendException if the file cannot be read, does not say what network it holds and
   *     what that predicts, or the engine does not start
   */
  public static DjlDenoiser load(Path file) {
    NetworkFile content = NetworkFile.read(file);
    String prediction =
        Optional.ofNullable(content.metadata().get(PREDICTION))
            .orElseThrow(
                () ->
                    new BackendException(
                        "%s: expected %s in its metadata, found %s"
                            .formatted(file, PREDICTION, content.metadata().keySet())));
    try {
      DenoiserSpec.Builder spec =
          spec(content.config(), PredictionType.valueOf(prediction), id(content.weights()));
      Optional.ofNullable(content.metadata().get(ROLE)).map(Role::valueOf).ifPresent(spec::role);
      Optional.ofNullable(content.metadata().get(SCHEDULE))
          .map(NoiseSchedule::parse)
          .ifPresent(spec::schedule);
      return of(content.config(), content.weights(), spec, file.toString());
    } catch (IllegalArgumentException e) {
      throw new BackendException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Loads a safetensors file of weights alone, as PyTorch code saves them: the names are those of
   * the DDIM PyTorch U-Net, with or without {@code module.} before them.
   *
   * @throws BackendException if the file cannot be read, its weights do not fit the network, or the
   *     engine does not start
   * @see NetworkFile#read(Path, UNetConfig)
   */
  public static DjlDenoiser load(Path file, UNetConfig config, PredictionType prediction) {
    Weights weights = NetworkFile.read(file, config).weights();
    return of(config, weights, spec(config, prediction, id(weights)), file.toString());
  }

  private static String id(Weights weights) {
    return "sha256:" + Checksum.of(weights);
  }

  @Override
  protected Tensor run(Tensor noisy, Tensor condition, double[] times) {
    try (NDManager pass = network.newPass()) {
      NDArray predicted =
          network.forward(
              pass,
              new NetworkInput(
                  NativeMemory.upload(pass, noisy),
                  NativeMemory.uploadCondition(pass, condition),
                  pass.create(floats(times)),
                  Optional.empty()));
      return NativeMemory.download(predicted, noisy.shape());
    } catch (EngineException e) {
      throw new BackendException(
          "PyTorch failed in network %s on %s: %s"
              .formatted(spec().id(), spec().device(), e.getMessage()),
          e);
    }
  }

  /** One value if all are equal: its embedding is then computed once for the whole batch. */
  private static float[] floats(double[] times) {
    boolean equal = DoubleStream.of(times).allMatch(time -> time == times[0]);
    float[] values = new float[equal ? 1 : times.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) times[i];
    }
    return values;
  }

  /** The arrays in native memory that are alive: the parameters, between two calls. */
  int liveArrays() {
    return network.liveArrays();
  }

  @Override
  protected void release() {
    network.close();
  }
}
