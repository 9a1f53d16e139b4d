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
 * @param stepX an optimiser step of the guide's model
 * @param stepY an optimiser step of the target's model
 * @param validations a validation of the guide's model, and one of the target's
 * @param pair the sampling of a pair
 * @param network an optimiser step of a segmentation network, with its share of a validation
 */
record Rates(double stepX, double stepY, double validations, double pair, double network) {
  private static final int BATCH = 8;

  /**
   * Trains and samples a little, in a folder that is removed again.
   *
   * @param onStep called after each step
   */
  static Rates measure(
      Path folder,
      Folds.Fold fold,
      TrainedPairs trained,
      SampledPairs sampled,
      NetworkOptions network,
      Runnable onStep)
      throws IOException {
    System.out.printf("Timing %d steps of each network ...%n", StepTimer.TIMED);
    removeAll(folder);
    PairTimer timer = new PairTimer(onStep);
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
    double ofNetwork = ofNetwork(fold, network, onStep);
    removeAll(folder);
    return new Rates(
        timer.steps.secondsOfStep(Role.X),
        timer.steps.secondsOfStep(Role.Y),
        timer.steps.secondsOfValidation(Role.X) + timer.steps.secondsOfValidation(Role.Y),
        timer.secondsOfPair,
        ofNetwork);
  }

  /** Times the training of a pair, and the sampling of the second batch. */
  private static final class PairTimer implements PigListener {
    private final StepTimer steps = new StepTimer();
    private final Runnable onStep;
    private long sampled;
    private double secondsOfPair;

    PairTimer(Runnable onStep) {
      this.onStep = onStep;
    }

    @Override
    public TrainingListener onTraining(int fold) {
      return new TrainingListener() {
        @Override
        public void onStep(Step step) {
          steps.onStep(step);
          onStep.run();
        }

        @Override
        public void onValidation(Validation validated) {
          steps.onValidation(validated);
        }
      };
    }

    @Override
    public void onSampled(int fold, int pairs, int of) {
      secondsOfPair = (System.nanoTime() - sampled) / 1e9 / BATCH;
      sampled = System.nanoTime();
    }
  }

  private static double ofNetwork(Folds.Fold fold, NetworkOptions network, Runnable onStep) {
    Split.Parts parts = new Split(network.validation(), 1).apply(fold.training());
    NetworkTimer timer = new NetworkTimer(onStep);
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
    private final Runnable onStep;
    private long last = System.nanoTime();

    NetworkTimer(Runnable onStep) {
      this.onStep = onStep;
    }

    @Override
    public void onStep(int step, int steps, double loss) {
      onStep.run();
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
