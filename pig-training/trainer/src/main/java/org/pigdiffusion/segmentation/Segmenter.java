package org.pigdiffusion.segmentation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.evaluation.Overlap;
import org.pigdiffusion.evaluation.PairSet;

/**
 * A trained U-Net that finds the lesion in an image, or the class of each of its pixels. It tells
 * whether sampled images and masks belong together: trained on real pairs, it should find the
 * lesion of a sampled image where its mask says (an alignment score); trained with sampled pairs
 * added, it should find those of real images better than without.
 *
 * <p>{@link SegmenterTrainer} has all settings of its training. Height and width of images must be
 * multiples of 8 (of 2^(levels-1)) and at least 16, such as all from 32x32 to 512x512 that are;
 * they need not be those of the training images. Not safe to share between threads; the caller
 * closes it.
 */
public final class Segmenter implements AutoCloseable {
  private final NetworkArrays network;
  private final SegmenterReport report;

  private Segmenter(NetworkArrays network, SegmenterReport report) {
    this.network = network;
    this.report = report;
  }

  static Segmenter of(SegmenterFile file) {
    NetworkArrays network =
        NetworkArrays.of(file.net(), file.networks().getOrDefault(SegmenterFile.NETWORK, Map.of()));
    return new Segmenter(network, file.report());
  }

  /**
   * A network trained on pairs, with default settings and without augmentation.
   *
   * @param steps optimiser steps, of 8 pairs each, going over the pairs as often as it takes
   * @param seed of the first weights and of the order of the pairs
   * @throws BackendException if the engine fails
   */
  public static Segmenter train(PairSet pairs, int steps, long seed) {
    return trainer(pairs, steps, seed).train();
  }

  /**
   * The network that an earlier call trained on the same pairs and left in a folder, or else one
   * that is trained now and left there.
   *
   * @param folder made if it is missing
   * @param steps as {@link #train}
   * @param seed as {@link #train}
   * @throws org.pigdiffusion.trainer.TrainingException if it cannot be written
   * @throws BackendException if the engine fails, or what is kept cannot be read
   */
  public static Segmenter keptIn(Path folder, PairSet pairs, int steps, long seed) {
    SegmenterTrainer.Builder trainer = trainer(pairs, steps, seed);
    return trainer.folder(folder.resolve("segmenter-" + trainer.key())).train();
  }

  private static SegmenterTrainer.Builder trainer(PairSet pairs, int steps, long seed) {
    return SegmenterTrainer.builder(pairs.source())
        .settings(SegmenterSettings.builder().steps(steps).seed(seed).build());
  }

  /** How it was trained. */
  public SegmenterReport report() {
    return report;
  }

  /**
   * The lesions found.
   *
   * @param images {@code [n, c, h, w]}, values in [-1, 1]
   * @return 1 where a lesion was found and -1 elsewhere, {@code [n, 1, h, w]}; of several classes,
   *     1 in the channel of the class that was found and -1 in the others, {@code [n, k, h, w]}
   * @throws IllegalArgumentException if the images have other channels than were learnt from, a
   *     size that the network does not take, or values that are not finite
   */
  public Tensor segment(Tensor images) {
    if (images.shape().channels() != network.net().channels()) {
      throw new IllegalArgumentException(
          "images: expected %d channels, as the network has learnt from, found shape %s"
              .formatted(network.net().channels(), images.shape()));
    }
    network.net().requireSize("images", images.shape());
    if (!images.isFinite()) {
      throw new IllegalArgumentException(
          "images: expected finite values, found others, in which no lesion would be found; leave"
              + " such images out");
    }
    return Labels.channels(
        network.labels(images), images.shape().withChannels(network.net().outputs()), -1, 1);
  }

  /** How far what is found in each image agrees with its mask, whatever the class. */
  public List<Overlap> overlaps(PairSet pairs) {
    return Overlap.ofEach(segment(pairs.y()), pairs.x());
  }

  /**
   * Writes the network to a file, which appears whole or not at all.
   *
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    new SegmenterFile(
            network.net(), Map.of(SegmenterFile.NETWORK, network.values()), report, Map.of())
        .write(file);
  }

  /**
   * The network that {@link #save} wrote, or that a finished training left in its folder as {@code
   * segmenter.safetensors}.
   *
   * @throws BackendException if the file cannot be read or is none
   */
  public static Segmenter load(Path file) {
    return of(SegmenterFile.read(file, List.of(SegmenterFile.NETWORK)));
  }

  @Override
  public void close() {
    network.close();
  }
}
