package org.pigdiffusion;

import java.util.Optional;
import org.pigdiffusion.noise.NoiseSchedule;

/**
 * What a caller must know of a denoiser.
 *
 * @param channels channels of the sample it denoises, at least 1
 * @param conditionChannels channels of the condition, 0 for an unconditional network
 * @param prediction what its output means
 * @param size the image sizes it takes
 * @param id identifies the weights, for provenance: a checksum where there is one
 * @param device where it runs, such as {@code cpu} or {@code cuda:0}
 * @param role the chain that it was trained for; empty if the model does not tell
 * @param schedule the noise schedule that it was trained with; empty if the model does not tell
 */
public record DenoiserSpec(
    int channels,
    int conditionChannels,
    PredictionType prediction,
    SizeRule size,
    String id,
    String device,
    Optional<Role> role,
    Optional<NoiseSchedule> schedule) {
  /** Creates a spec. */
  public DenoiserSpec {
    if (channels < 1) {
      throw new IllegalArgumentException("channels: expected at least 1, found " + channels);
    }
    if (conditionChannels < 0) {
      throw new IllegalArgumentException(
          "conditionChannels: expected at least 0, found " + conditionChannels);
    }
  }

  /** The spec of a model that tells neither its role nor its noise schedule. */
  public DenoiserSpec(
      int channels,
      int conditionChannels,
      PredictionType prediction,
      SizeRule size,
      String id,
      String device) {
    this(
        channels,
        conditionChannels,
        prediction,
        size,
        id,
        device,
        Optional.empty(),
        Optional.empty());
  }

  /** This spec, of a model that was trained for a chain. */
  public DenoiserSpec withRole(Role chain) {
    return new DenoiserSpec(
        channels, conditionChannels, prediction, size, id, device, Optional.of(chain), schedule);
  }

  /** This spec, of a model that was trained with a noise schedule. */
  public DenoiserSpec withSchedule(NoiseSchedule trainedWith) {
    return new DenoiserSpec(
        channels, conditionChannels, prediction, size, id, device, role, Optional.of(trainedWith));
  }

  /**
   * Checks the arguments of a call against this spec.
   *
   * @throws IllegalArgumentException if a shape does not fit, or the batch sizes or image sizes of
   *     the two tensors differ
   */
  public void requireInputs(Shape noisy, Shape condition) {
    if (noisy.channels() != channels) {
      throw new IllegalArgumentException(
          "noisy: expected " + channels + " channels, found shape " + noisy);
    }
    if (!condition.equals(noisy.withChannels(conditionChannels))) {
      throw new IllegalArgumentException(
          "condition: expected shape %s, found %s"
              .formatted(noisy.withChannels(conditionChannels), condition));
    }
    size.require(noisy.height(), noisy.width());
  }
}
