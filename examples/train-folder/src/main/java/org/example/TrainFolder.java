package org.example;

import java.io.IOException;
import java.nio.file.Path;
import org.pigdiffusion.data.PairData;
import org.pigdiffusion.data.Preprocessing;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.Threshold;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import org.pigdiffusion.trainer.djl.PairExport;
import org.pigdiffusion.unet.UNetConfig;

/** Trains a pair of models on a folder of images and masks, and exports it: no more than that. */
public final class TrainFolder {
  private TrainFolder() {}

  /**
   * Runs the program.
   *
   * @param args the folder with images/NAME.png and masks/NAME.png, square; the folder of the run;
   *     and how many optimiser steps to train each of the two models, such as 6000
   */
  public static void main(String[] args) throws IOException {
    Path run = Path.of(args[1]);
    int steps = Integer.parseInt(args[2]);
    Split.Parts pairs =
        PairData.folder(Path.of(args[0]), Preprocessing.builder(64, 64).build())
            .split(new Split(0.15, 1));
    UNetConfig network = UNetConfig.laptop(1, 1);
    TrainingConfig config = TrainingConfig.laptop(steps, steps).seed(1).build();
    TrainingReport report =
        DjlPairedTrainer.of(run, network, config)
            .train(pairs.training(), pairs.validation(), TrainingListener.none());
    new PairExport(GuideTransform.binary(Threshold.absolute(0)))
        .write(run.resolve("pair"), config, report);
  }
}
