package org.pigdiffusion.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Map;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.Weights;

/**
 * A U-Net that tells the gradient of its loss. Parameters and gradients travel as one array of
 * floats, all parameters one after another in the order of {@link UNet#parameters}, so that whoever
 * optimises needs no engine.
 *
 * <p>Not thread-safe. Two of them never differentiate at once in one process, since the engine has
 * one gradient collector: they wait for each other. Whoever makes one closes it.
 */
public final class DjlTrainableNetwork implements AutoCloseable {
  private static final Object COLLECTOR = new Object();

  private final DjlNetwork network;

  private DjlTrainableNetwork(DjlNetwork network) {
    this.network = network;
  }

  /**
   * Copies weights to native memory.
   *
   * @throws IllegalArgumentException if the weights are those of another network
   * @throws BackendException if the engine does not start
   */
  public static DjlTrainableNetwork of(UNet net, Weights weights) {
    return new DjlTrainableNetwork(DjlNetwork.of(net, weights));
  }

  /**
   * The weighted mean squared error of a batch, with its gradient.
   *
   * @param batch what to predict
   * @param dropout what happens where the network says dropout
   * @param gradient where the gradient is added; one value for each value of the parameters
   * @return the loss
   * @throws BackendException if the engine fails
   */
  public double addGradient(TrainingBatch batch, Dropout dropout, float[] gradient) {
    return addGradient(batch, dropout, gradient, () -> {});
  }

  /** As the public method, with something to do between the forward and the backward pass. */
  double addGradient(
      TrainingBatch batch, Dropout dropout, float[] gradient, Runnable beforeBackward) {
    if (gradient.length != network.size()) {
      throw new IllegalArgumentException(
          "gradient: expected %d values, found %d".formatted(network.size(), gradient.length));
    }
    synchronized (COLLECTOR) {
      try (NDManager pass = network.newPass()) {
        Map<String, NDArray> leaves = network.leaves(pass);
        double loss = differentiate(pass, leaves, batch, dropout, beforeBackward);
        collect(pass, leaves, gradient);
        return loss;
      } catch (EngineException e) {
        throw failure(e);
      }
    }
  }

  private double differentiate(
      NDManager pass,
      Map<String, NDArray> leaves,
      TrainingBatch batch,
      Dropout dropout,
      Runnable beforeBackward) {
    try (GradientCollector collector = Engine.getEngine(DjlEngine.NAME).newGradientCollector()) {
      NDArray predicted =
          network.forward(
              pass,
              leaves,
              dropout,
              Arrays.upload(pass, batch.noisy()),
              condition(pass, batch),
              times(pass, batch.times()));
      NDArray loss = loss(pass, predicted, batch);
      beforeBackward.run();
      collector.backward(loss);
      return loss.getFloat();
    }
  }

  private static NDArray loss(NDManager pass, NDArray predicted, TrainingBatch batch) {
    return predicted
        .sub(Arrays.upload(pass, batch.target()))
        .square()
        .mul(Arrays.upload(pass, batch.weights()))
        .mean();
  }

  private static void collect(NDManager pass, Map<String, NDArray> leaves, float[] gradient) {
    int at = 0;
    for (NDArray leaf : leaves.values()) {
      NDArray ofLeaf = leaf.getGradient();
      ofLeaf.attach(pass);
      for (float value : ofLeaf.toFloatArray()) {
        gradient[at++] += value;
      }
    }
  }

  /**
   * The weighted mean squared error of a batch, without dropout.
   *
   * @throws BackendException if the engine fails
   */
  public double loss(TrainingBatch batch) {
    try (NDManager pass = network.newPass()) {
      NDArray predicted =
          forward(pass, batch.noisy(), condition(pass, batch), times(pass, batch.times()));
      return loss(pass, predicted, batch).getFloat();
    } catch (EngineException e) {
      throw failure(e);
    }
  }

  /**
   * Runs the network without dropout.
   *
   * @param noisy {@code [n,channels,h,w]}
   * @param condition {@code [n,conditionChannels,h,w]}
   * @param times the time step of each sample, {@code [n,1,1,1]}
   * @return the prediction, of the shape of {@code noisy}
   * @throws BackendException if the engine fails
   */
  public Tensor predict(Tensor noisy, Tensor condition, Tensor times) {
    try (NDManager pass = network.newPass()) {
      NDArray predicted =
          forward(pass, noisy, Arrays.uploadCondition(pass, condition), times(pass, times));
      return Arrays.download(predicted, noisy.shape());
    } catch (EngineException e) {
      throw failure(e);
    }
  }

  private NDArray forward(NDManager pass, Tensor noisy, NDArray condition, NDArray times) {
    return network.forward(pass, Arrays.upload(pass, noisy), condition, times);
  }

  private static NDArray condition(NDManager pass, TrainingBatch batch) {
    return Arrays.uploadCondition(pass, batch.condition());
  }

  private static NDArray times(NDManager pass, Tensor times) {
    return Arrays.upload(pass, times).reshape(-1);
  }

  private static BackendException failure(EngineException cause) {
    return new BackendException("PyTorch failed in a training pass: " + cause.getMessage(), cause);
  }

  /**
   * Overwrites all parameters.
   *
   * @param values one value for each value of the parameters
   */
  public void set(float[] values) {
    network.set(values);
  }

  /** The arrays in native memory that are alive: the parameters, between two calls. */
  public int liveArrays() {
    return network.liveArrays();
  }

  @Override
  public void close() {
    network.close();
  }
}
