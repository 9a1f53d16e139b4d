package org.pigdiffusion.onnx.internal.graph;

import java.util.Optional;
import org.pigdiffusion.SizeRule;

/**
 * How the inputs and the output of a graph serve a denoiser.
 *
 * @param noisy the input of the noisy sample, or of sample and condition joined
 * @param condition the input of the condition, if it has one of its own
 * @param layout how sample and condition come together
 * @param time the input of the time step
 * @param output the output that is the prediction
 * @param batch the only batch size that the graph takes, or 0 if free
 * @param channels channels of the sample
 * @param conditionChannels channels of the condition, 0 if unconditional
 * @param size the image sizes that the graph takes
 */
public record Signature(
    String noisy,
    Optional<String> condition,
    Joining layout,
    TimeInput time,
    String output,
    int batch,
    int channels,
    int conditionChannels,
    SizeRule size) {

  /**
   * The input of the time step.
   *
   * @param name its name
   * @param type its type
   * @param form its shape
   */
  public record TimeInput(String name, TimeType type, TimeForm form) {}

  /** The type of the time step. */
  public enum TimeType {
    FLOAT,
    INT64
  }

  /** The shape of the time step. */
  public enum TimeForm {
    SCALAR,
    /** A vector of length 1. */
    ONE,
    /** A vector with an entry for each image. */
    PER_IMAGE
  }
}
