package org.pigdiffusion.segmentation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.loss.Loss;

/**
 * Binary cross entropy of logits, {@code max(z, 0) - z y + log(1 + exp(-|z|))}, plus one minus the
 * soft Dice. Made of operations between arrays alone: DJL's operations with a number keep it in a
 * buffer that garbage collection may free before the backward pass.
 */
final class LogitLoss extends Loss {
  LogitLoss() {
    super("logit");
  }

  @Override
  public NDArray evaluate(NDList labels, NDList predictions) {
    NDArray y = labels.head();
    NDArray z = predictions.head();
    NDArray one = z.getManager().ones(new ai.djl.ndarray.types.Shape());
    NDArray entropy = Activation.relu(z).sub(z.mul(y)).add(z.abs().neg().exp().add(one).log());
    NDArray p = Activation.sigmoid(z);
    NDArray overlap = p.mul(y).sum();
    NDArray dice = overlap.add(overlap).add(one).div(p.sum().add(y.sum()).add(one));
    return entropy.mean().add(one.sub(dice));
  }
}
