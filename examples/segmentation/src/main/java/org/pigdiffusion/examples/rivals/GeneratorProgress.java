package org.pigdiffusion.examples.rivals;

import java.util.function.BooleanSupplier;
import org.pigdiffusion.segmentation.PigListener;
import org.pigdiffusion.trainer.TrainingListener;

/**
 * Tells of each validation of a generator that learns.
 *
 * @param stopped whether to stop
 */
record GeneratorProgress(BooleanSupplier stopped) {

  TrainingListener of(String method) {
    return new TrainingListener() {
      private String size = "";

      @Override
      public void onSize(int height, int width) {
        size = " at %dx%d".formatted(height, width);
      }

      @Override
      public void onValidation(Validation validation) {
        System.out.printf(
            "%s, model %s%s, step %d: validation loss %.4f%s%n",
            method,
            validation.role(),
            size,
            validation.step(),
            validation.loss(),
            validation.best() ? ", the best" : "");
      }

      @Override
      public boolean isCancelled() {
        return stopped.getAsBoolean();
      }
    };
  }

  PigListener ofPair(String method) {
    return new PigListener() {
      @Override
      public TrainingListener onTraining(int fold) {
        return of(method + ", fold " + fold);
      }

      @Override
      public boolean isCancelled() {
        return stopped.getAsBoolean();
      }
    };
  }
}
