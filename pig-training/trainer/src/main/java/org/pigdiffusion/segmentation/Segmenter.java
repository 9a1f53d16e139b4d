package org.pigdiffusion.segmentation;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.djl.DjlEngine;
import org.pigdiffusion.evaluation.Overlap;
import org.pigdiffusion.evaluation.PairSet;
import org.pigdiffusion.internal.AtomicFile;

/**
 * A small U-Net that finds the lesion in an image. It tells whether sampled images and masks belong
 * together: trained on real pairs, it should find the lesion of a sampled image where its mask says
 * (an alignment score); trained on sampled pairs, it should find those of real images.
 *
 * <p>It is no more than a yardstick, 110,000 parameters and a few hundred steps of Adam. Masks of
 * one channel, height and width multiples of 4. Not safe to share between threads; the caller
 * closes it.
 */
public final class Segmenter implements AutoCloseable {
  private static final int BATCH = 8;
  private static final int IMAGES_AT_ONCE = 32;
  private static final float LEARNING_RATE = 2e-3f;
  private static final int DIVISOR = 4;

  private final Model model;
  private final Block net = SegmentationNet.create();

  private Segmenter() {
    this.model = Model.newInstance("segmenter", DjlEngine.engine().getEngineName());
    model.setBlock(net);
  }

  /**
   * A network trained on pairs.
   *
   * @param steps optimiser steps, of at most 8 pairs each, going over the pairs as often as it
   *     takes
   * @param seed of the first weights and of the order of the pairs
   * @throws BackendException if the engine fails
   */
  public static Segmenter train(PairSet pairs, int steps, int seed) {
    requireFitting(pairs);
    if (steps < 1) {
      throw new IllegalArgumentException("steps: expected at least 1, found " + steps);
    }
    Segmenter segmenter = new Segmenter();
    try {
      segmenter.fit(pairs, steps, seed);
      return segmenter;
    } catch (IOException | TranslateException | EngineException e) {
      segmenter.close();
      throw new BackendException("segmenter: cannot be trained: " + e.getMessage(), e);
    }
  }

  /**
   * The network that an earlier call trained on the same pairs and left in a folder, or else one
   * that is trained now and left there.
   *
   * @param folder made if it is missing
   * @param steps as {@link #train}
   * @param seed as {@link #train}
   * @throws IOException if it cannot be written
   * @throws BackendException if the engine fails, or what is kept cannot be read
   */
  public static Segmenter keptIn(Path folder, PairSet pairs, int steps, int seed)
      throws IOException {
    Path file = folder.resolve("segmenter-%s.params".formatted(key(pairs, steps, seed)));
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      try (Segmenter trained = train(pairs, steps, seed)) {
        trained.save(file);
      }
    }
    return load(file);
  }

  /** All that decides what the network is. */
  private static String key(PairSet pairs, int steps, int seed) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (Tensor tensor : List.of(pairs.x(), pairs.y())) {
      hasher.putString(tensor.shape().toString(), StandardCharsets.UTF_8);
      for (float value : tensor.toArray()) {
        hasher.putFloat(value);
      }
    }
    return hasher.putInt(steps).putInt(seed).hash().toString().substring(0, 32);
  }

  private static void requireFitting(PairSet pairs) {
    if (pairs.x().shape().channels() != 1) {
      throw new IllegalArgumentException(
          "x: expected masks of one channel, found shape " + pairs.x().shape());
    }
    requireFitting(pairs.y());
  }

  private static void requireFitting(Tensor images) {
    if (images.shape().height() % DIVISOR != 0 || images.shape().width() % DIVISOR != 0) {
      throw new IllegalArgumentException(
          "y: expected height and width that are multiples of %d, found shape %s"
              .formatted(DIVISOR, images.shape()));
    }
  }

  private void fit(PairSet pairs, int steps, int seed) throws IOException, TranslateException {
    model.getNDManager().getEngine().setRandomSeed(seed);
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(new LogitLoss())
            .optOptimizer(
                Optimizer.adam().optLearningRateTracker(Tracker.fixed(LEARNING_RATE)).build());
    try (Trainer trainer = model.newTrainer(config);
        NDManager manager = model.getNDManager().newSubManager()) {
      trainer.initialize(shape(pairs.y().slice(0, 1)));
      ArrayDataset data =
          new ArrayDataset.Builder()
              .setData(array(manager, pairs.y()))
              .optLabels(array(manager, pairs.x().map(v -> v > 0 ? 1 : 0)))
              .setSampling(Math.min(BATCH, pairs.size()), true, true)
              .build();
      for (int step = 0; step < steps; ) {
        for (Batch batch : trainer.iterateDataset(data)) {
          if (step++ < steps) {
            EasyTrain.trainBatch(trainer, batch);
            trainer.step();
          }
          batch.close();
        }
      }
    }
  }

  private static Shape shape(Tensor images) {
    org.pigdiffusion.Shape shape = images.shape();
    return new Shape(shape.batch(), shape.channels(), shape.height(), shape.width());
  }

  private static NDArray array(NDManager manager, Tensor images) {
    return manager.create(images.toArray(), shape(images));
  }

  /**
   * The lesions found.
   *
   * @param images {@code [n, c, h, w]}, values in [-1, 1]
   * @return {@code [n, 1, h, w]}, 1 where a lesion was found and -1 elsewhere
   */
  public Tensor segment(Tensor images) {
    requireFitting(images);
    List<Tensor> masks = new ArrayList<>();
    try (NDManager manager = model.getNDManager().newSubManager()) {
      ParameterStore parameters = new ParameterStore(manager, false);
      for (int from = 0; from < images.shape().batch(); from += IMAGES_AT_ONCE) {
        Tensor part = images.slice(from, Math.min(from + IMAGES_AT_ONCE, images.shape().batch()));
        try (NDManager scope = manager.newSubManager()) {
          NDList input = new NDList(array(scope, part));
          NDList output = net.forward(parameters, input, false);
          output.attach(scope);
          masks.add(
              Tensor.adopt(part.shape().withChannels(1), output.singletonOrThrow().toFloatArray())
                  .map(logit -> logit > 0 ? 1 : -1));
        }
      }
    } catch (EngineException e) {
      throw new BackendException("segmenter: failed on images " + images.shape(), e);
    }
    return Tensor.concatBatch(masks);
  }

  /** How far the lesion found in each image agrees with its mask. */
  public List<Overlap> overlaps(PairSet pairs) {
    requireFitting(pairs);
    return Overlap.ofEach(segment(pairs.y()), pairs.x());
  }

  /**
   * Writes the network to a file, which appears whole or not at all.
   *
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    AtomicFile.write(file, out -> net.saveParameters(new DataOutputStream(out)));
  }

  /**
   * The network that {@link #save} wrote.
   *
   * @throws BackendException if the file cannot be read or is none
   */
  public static Segmenter load(Path file) {
    Segmenter segmenter = new Segmenter();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      segmenter.net.loadParameters(segmenter.model.getNDManager(), in);
      return segmenter;
    } catch (IOException | MalformedModelException | RuntimeException e) {
      segmenter.close();
      throw new BackendException("segmenter %s: cannot be read: %s".formatted(file, e), e);
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
