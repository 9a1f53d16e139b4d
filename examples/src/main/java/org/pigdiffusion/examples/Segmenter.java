package org.pigdiffusion.examples;

import ai.djl.Model;
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
import java.io.IOException;
import java.util.List;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;

/** Trains a segmentation network on pairs, and measures it, with DJL's own trainer and data set. */
final class Segmenter implements AutoCloseable {
  private static final int BATCH = 8;
  private static final float LEARNING_RATE = 2e-3f;

  private final Model model = Model.newInstance("segmenter", "PyTorch");
  private final Block net = SegmentationNet.create();

  Segmenter() {
    model.setBlock(net);
  }

  /** Trains for a number of optimiser steps, going over the pairs as often as that takes. */
  void train(List<PairExample> pairs, int steps, int seed) throws IOException, TranslateException {
    model.getNDManager().getEngine().setRandomSeed(seed);
    DefaultTrainingConfig config =
        new DefaultTrainingConfig(new LogitLoss())
            .optOptimizer(
                Optimizer.adam().optLearningRateTracker(Tracker.fixed(LEARNING_RATE)).build());
    try (Trainer trainer = model.newTrainer(config);
        NDManager manager = model.getNDManager().newSubManager()) {
      org.pigdiffusion.Shape image = pairs.get(0).y().shape();
      trainer.initialize(new Shape(BATCH, image.channels(), image.height(), image.width()));
      ArrayDataset data = dataset(manager, pairs);
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

  private static ArrayDataset dataset(NDManager manager, List<PairExample> pairs) {
    return new ArrayDataset.Builder()
        .setData(array(manager, pairs.stream().map(PairExample::y).toList()))
        .optLabels(array(manager, pairs.stream().map(Segmenter::lesion).toList()))
        .setSampling(Math.min(BATCH, pairs.size()), true, true)
        .build();
  }

  /** The mask as 0 and 1. */
  private static Tensor lesion(PairExample pair) {
    return pair.x().map(v -> v > 0 ? 1 : 0);
  }

  private static NDArray array(NDManager manager, List<Tensor> images) {
    Tensor all = Tensor.concatBatch(images);
    org.pigdiffusion.Shape shape = all.shape();
    return manager.create(
        all.toArray(), new Shape(shape.batch(), shape.channels(), shape.height(), shape.width()));
  }

  /** The Dice score over all pixels of all pairs, in [0, 1]; 1 if there is no lesion at all. */
  double dice(List<PairExample> pairs) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      ParameterStore parameters = new ParameterStore(manager, false);
      double overlap = 0;
      double sum = 0;
      for (PairExample pair : pairs) {
        try (NDManager scope = manager.newSubManager()) {
          NDList input = new NDList(array(scope, List.of(pair.y())));
          float[] logits = net.forward(parameters, input, false).singletonOrThrow().toFloatArray();
          float[] mask = pair.x().toArray();
          for (int i = 0; i < mask.length; i++) {
            int found = logits[i] > 0 ? 1 : 0;
            int real = mask[i] > 0 ? 1 : 0;
            overlap += found * real;
            sum += found + real;
          }
        }
      }
      return sum == 0 ? 1 : 2 * overlap / sum;
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
