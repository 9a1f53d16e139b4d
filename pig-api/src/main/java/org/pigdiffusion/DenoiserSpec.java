package org.pigdiffusion;

/**
 * What a caller must know of a denoiser.
 *
 * @param channels channels of the sample it denoises, at least 1
 * @param conditionChannels channels of the condition, 0 for an unconditional network
 * @param prediction what its output means
 * @param size the image sizes it takes
 * @param id identifies the weights, for provenance: a checksum where there is one
 * @param device where it runs, such as {@code cpu} or {@code cuda:0}
 */
public record DenoiserSpec(
    int channels,
    int conditionChannels,
    PredictionType prediction,
    SizeRule size,
    String id,
    String device) {
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
