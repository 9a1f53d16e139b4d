package org.pigdiffusion.examples;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pigdiffusion.Role;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.examples.common.StepTimer;
import org.pigdiffusion.segmentation.PigListener;
import org.pigdiffusion.segmentation.SegmenterListener;
import org.pigdiffusion.segmentation.SegmenterTrainer;
import org.pigdiffusion.trainer.TrainingListener;

/**
 * How long parts of the work take on this machine, in seconds.
 *
 * @param stepX an optimiser step of the guide's model, with its share of a validation
 * @param stepY an optimiser step of the target's model, with its share of a validation
 * @param pair the sampling of a pair
 * @param network an optimiser step of a segmentation network, with its share of a validation
 */
record Rates(double stepX, double stepY, double pair, double network) {
  private static final int BATCH = 8;

  /** Trains and samples a little, in a folder that is removed again. */
  static Rates measure(
      Path folder,
      Folds.Fold fold,
      TrainedPairs trained,
      SampledPairs sampled,
      NetworkOptions network)
      throws IOException {
    System.out.printf("Timing %d steps of each network ...%n", StepTimer.TIMED);
    removeAll(folder);
    PairTimer timer = new PairTimer();
    trained
        .generator(
            folder,
            fold.training().example(0),
            sampled,
            network.quarterTurns(),
            StepTimer.TIMED,
            StepTimer.TIMED,
            timer)
        .pairs(0, fold.training(), 2 * BATCH);
    double ofNetwork = ofNetwork(fold, network);
    removeAll(folder);
    int every = TrainedPairs.validateEvery(Integer.MAX_VALUE);
    return new Rates(
        timer.steps.secondsOfStep(Role.X, every),
        timer.steps.secondsOfStep(Role.Y, every),
        timer.secondsOfPair,
        ofNetwork);
  }

  /** Times the training of a pair, and the sampling of the second batch. */
  private static final class PairTimer implements PigListener {
    private final StepTimer steps = new StepTimer();
    private long sampled;
    private double secondsOfPair;

    @Override
    public TrainingListener onTraining(int fold) {
      return steps;
    }

    @Override
    public void onSampled(int fold, int pairs, int of) {
      secondsOfPair = (System.nanoTime() - sampled) / 1e9 / BATCH;
      sampled = System.nanoTime();
    }
  }

  private static double ofNetwork(Folds.Fold fold, NetworkOptions network) {
    Split.Parts parts = new Split(network.validation(), 1).apply(fold.training());
    NetworkTimer timer = new NetworkTimer();
    SegmenterTrainer.builder(parts.training())
        .validation(parts.validation())
        .settings(network.settings(StepTimer.TIMED))
        .listener(timer)
        .train()
        .close();
    double validation = (System.nanoTime() - timer.last) / 1e9;
    return StepTimer.median(timer.seconds) + validation / network.validateEvery();
  }

  /** Times the steps of a segmentation network. */
  private static final class NetworkTimer implements SegmenterListener {
    private final List<Double> seconds = new ArrayList<>();
    private long last = System.nanoTime();

    @Override
    public void onStep(int step, int steps, double loss) {
      long now = System.nanoTime();
      seconds.add((now - last) / 1e9);
      last = now;
    }
  }

  private static void removeAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
