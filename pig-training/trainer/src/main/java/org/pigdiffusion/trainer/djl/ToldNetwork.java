package org.pigdiffusion.trainer.djl;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.Augmentation;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

/**
 * The network that learns: that of the user, and a layer for the labels of the augmentation if
 * there is one that it is told of. The layer is in the checkpoints; it is neither reported nor
 * exported.
 */
final class ToldNetwork {
  private ToldNetwork() {}

  /** How many numbers a network is told of each image. */
  static int labels(TrainingConfig config) {
    Augmentation augmentation = config.augmentation();
    return augmentation.told().isNone() ? 0 : ToldChange.LABELS;
  }

  /** What is told of images that are as they were. */
  static Tensor nothing(TrainingConfig config, int images) {
    return Tensor.zeros(new Shape(images, labels(config), 1, 1));
  }

  /** The network that learns. */
  static UNet of(UNet net, TrainingConfig config) {
    return new UNet(net.config().toBuilder().augmentationLabels(labels(config)).build());
  }

  /** The network that is handed on. */
  static UNet plain(UNet told) {
    return new UNet(told.config().withoutAugmentationLabels());
  }

  /** The weights that are handed on. */
  static Weights plain(UNet told, Weights weights) {
    UNet plain = plain(told);
    Map<String, Weights.Array> start = InitialWeights.of(plain, 0).arrays();
    return Weights.fitting(plain, Maps.filterKeys(weights.arrays(), start::containsKey));
  }

  /** Weights that were handed on, to learn with: the layer is as at the start of a training. */
  static Weights begun(UNet told, Weights plain) {
    return Weights.fitting(
        told,
        ImmutableMap.<String, Weights.Array>builder()
            .putAll(InitialWeights.of(told, 0).arrays())
            .putAll(plain.arrays())
            .buildKeepingLast());
  }
}
