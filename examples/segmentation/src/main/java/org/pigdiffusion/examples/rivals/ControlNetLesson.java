package org.pigdiffusion.examples.rivals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.pigdiffusion.djl.DjlEngine;
import org.pigdiffusion.djl.NativeMemory;
import org.pigdiffusion.djl.TrainingBatch;
import org.pigdiffusion.trainer.djl.TargetBatches;

/**
 * Teaches a ControlNet what the trainer teaches a model y that is shown the mask.
 *
 * @param net what learns
 * @param frozen the arrays of the network that learns no more
 * @param batches of masks, noisy images and what is to be predicted
 */
record ControlNetLesson(ControlNet net, Map<String, NDArray> frozen, TargetBatches batches)
    implements Lesson<TrainingBatch> {
  @Override
  public TrainingBatch draw(int step) {
    return batches.draw(step);
  }

  @Override
  public int size(TrainingBatch batch) {
    return batch.size();
  }

  @Override
  public TrainingBatch part(TrainingBatch batch, int index, int parts) {
    return batch.part(index, parts);
  }

  @Override
  public NDArray loss(NDManager pass, Map<String, NDArray> parameters, TrainingBatch batch) {
    NDArray predicted =
        net.forward(
            DjlEngine.ops(pass, frozen),
            DjlEngine.ops(pass, parameters),
            NativeMemory.upload(pass, batch.noisy()),
            NativeMemory.upload(pass, batch.condition()),
            NativeMemory.upload(pass, batch.times()).reshape(-1));
    return predicted
        .sub(NativeMemory.upload(pass, batch.target()))
        .square()
        .mul(NativeMemory.upload(pass, batch.weights()))
        .mean();
  }

  @Override
  public double validationLoss(ToDoubleFunction<TrainingBatch> lossOf) {
    return batches.validationLoss(lossOf);
  }
}
