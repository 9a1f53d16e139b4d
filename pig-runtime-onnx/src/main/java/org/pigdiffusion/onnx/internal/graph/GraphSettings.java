package org.pigdiffusion.onnx.internal.graph;

import java.util.Optional;
import org.pigdiffusion.SizeRule;

/**
 * What the caller says of a graph; what is left out is found from the file.
 *
 * @param noisyInput the input that takes the noisy sample, or sample and condition joined
 * @param conditionInput the input that takes the condition
 * @param timeInput the input that takes the time step
 * @param output the output that is the prediction
 * @param layout how sample and condition come together
 * @param channels the channels of both
 * @param size the image sizes that the network takes
 */
public record GraphSettings(
    Optional<String> noisyInput,
    Optional<String> conditionInput,
    Optional<String> timeInput,
    Optional<String> output,
    Optional<Joining> layout,
    Optional<Channels> channels,
    Optional<SizeRule> size) {

  /** Channels of the sample and of the condition. */
  public record Channels(int sample, int condition) {
    @Override
    public String toString() {
      return sample + " channels and " + condition + " of the condition";
    }
  }
}
