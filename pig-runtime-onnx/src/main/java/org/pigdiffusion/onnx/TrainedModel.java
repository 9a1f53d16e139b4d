package org.pigdiffusion.onnx;

import java.nio.file.Path;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Role;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.onnx.internal.graph.ModelSource;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/**
 * All that a model file is made of. Immutable.
 *
 * @param config the settings of the network
 * @param weights its weights
 * @param card what the file will say of itself
 */
public record TrainedModel(UNetConfig config, Weights weights, ModelCard card) {
  /**
   * Checks that the card speaks of the network, and that the network is one for sampling.
   *
   * @throws IllegalArgumentException if channels or sizes differ, or the network has augmentation
   *     labels
   */
  public TrainedModel {
    if (config.augmentationLabels() > 0) {
      throw new IllegalArgumentException(
          "config: expected no augmentation labels, which are for training alone, found %d; take"
                  .formatted(config.augmentationLabels())
              + " withoutAugmentationLabels() and the weights without temb.labels.weight");
    }
    requireEqual("card.channels", config.channels(), card.channels());
    requireEqual("card.conditionChannels", config.conditionChannels(), card.conditionChannels());
    SizeRule size = card.size();
    int factor = config.downsamplingFactor();
    boolean fits =
        size.height() % factor == 0
            && size.width() % factor == 0
            && (size.multiple() % factor == 0 || (size.height() > 0 && size.width() > 0));
    if (!fits) {
      throw new IllegalArgumentException(
          "card.size: expected sides that are multiples of %d, as the network needs, found %s"
              .formatted(factor, size));
    }
  }

  /**
   * Reads a file that {@link UNetOnnxWriter} or {@link OnnxPair#save} has written, to train the
   * network further or to write it in another format. The weights are those that were written, bit
   * by bit, or as float16 holds them, see {@link WeightStorage}; those that the file leaves out
   * because they have no effect are 0.
   *
   * @throws BackendException if it cannot be read, was not written by this library, was written
   *     before files held the settings of the network, or has been changed by other software
   */
  public static TrainedModel read(Path file) {
    return TrainedModelReader.read(ModelSource.of(file));
  }

  /**
   * Reads a model of a pair that {@link OnnxPair#save} has written, see {@link #read}. If a save
   * over it was cut off, both models are those of the pair before, as {@link OnnxPair#open} has it.
   *
   * @param folder of the pair
   * @throws BackendException see {@link #read}
   */
  public static TrainedModel ofPair(Path folder, Role role) {
    PairFolder pair = new PairFolder(folder);
    return read(role == Role.X ? pair.x() : pair.y());
  }

  private static void requireEqual(String name, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          "%s: expected %d, as the network has, found %d".formatted(name, expected, found));
    }
  }
}
