package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.onnx.internal.graph.Joining;
import org.pigdiffusion.onnx.internal.graph.Signature;
import org.pigdiffusion.onnx.internal.graph.Signature.TimeForm;
import org.pigdiffusion.onnx.internal.graph.Signature.TimeType;

/**
 * Native memory for the inputs and the output of one call at a time, of one shape, reused from call
 * to call. The engine reads and writes it in place, so the only copies are those from and to the
 * Java heap. Used by one thread at a time.
 */
final class CallBuffers implements AutoCloseable {
  private final Signature signature;
  private final Shape shape;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final FloatBuffer noisy;
  private final FloatBuffer condition;
  private final ByteBuffer time;
  private final FloatBuffer output;
  private final OnnxTensor pinnedOutput;

  /**
   * Buffers for samples of a shape.
   *
   * @param shape the shape of the noisy sample; its batch is the one that the graph sees
   */
  CallBuffers(OrtEnvironment environment, Signature signature, Shape shape) throws OrtException {
    this.signature = signature;
    this.shape = shape;
    boolean joined = signature.layout() != Joining.SEPARATE;
    int sampleChannels = shape.channels() + (joined ? signature.conditionChannels() : 0);
    this.noisy = floats(shape.withChannels(sampleChannels).size());
    this.condition =
        joined ? noisy : floats(shape.withChannels(signature.conditionChannels()).size());
    int times = signature.time().form() == TimeForm.PER_IMAGE ? shape.batch() : 1;
    this.time = bytes(times * Long.BYTES);
    this.output = floats(shape.size());
    try {
      inputs.put(signature.noisy(), image(environment, noisy, shape.withChannels(sampleChannels)));
      if (signature.condition().isPresent()) {
        inputs.put(
            signature.condition().get(),
            image(environment, condition, shape.withChannels(signature.conditionChannels())));
      }
      inputs.put(signature.time().name(), time(environment, times));
      this.pinnedOutput = image(environment, output, shape);
    } catch (OrtException e) {
      inputs.values().forEach(OnnxTensor::close);
      throw e;
    }
  }

  /** The shape that these buffers are for. */
  Shape shape() {
    return shape;
  }

  /**
   * Computes a share of a call.
   *
   * @param share at most as many images as the batch of these buffers; the rest is filled with the
   *     last one
   */
  void run(Call call, Share share) throws OrtException {
    fill(call.noisy(), call.condition(), share.from(), share.images());
    fillTime(call.times(), share.from(), share.images());
    share.session().run(inputs, Set.of(), Map.of(signature.output(), pinnedOutput)).close();
    output.clear();
    output.get(call.result(), share.from() * shape.imageSize(), share.images() * shape.imageSize());
  }

  private void fill(Tensor noisyBatch, Tensor conditionBatch, int from, int count) {
    noisy.clear();
    condition.clear();
    if (signature.layout() == Joining.SEPARATE && count == shape.batch()) {
      copy(noisyBatch, from, count, noisy);
      copy(conditionBatch, from, count, condition);
      return;
    }
    boolean conditionFirst = signature.layout() == Joining.CONDITION_THEN_NOISY;
    for (int i = 0; i < shape.batch(); i++) {
      int image = from + Math.min(i, count - 1);
      if (conditionFirst) {
        copy(conditionBatch, image, 1, condition);
      }
      copy(noisyBatch, image, 1, noisy);
      if (!conditionFirst) {
        copy(conditionBatch, image, 1, condition);
      }
    }
  }

  private static void copy(Tensor batch, int from, int count, FloatBuffer target) {
    int size = batch.shape().imageSize();
    target.put(batch.buffer().position(from * size).limit((from + count) * size));
  }

  private void fillTime(double[] times, int from, int count) {
    LongBuffer whole = time.asLongBuffer();
    FloatBuffer any = time.asFloatBuffer();
    for (int i = 0; i < whole.capacity(); i++) {
      double timeStep = times[from + Math.min(i, count - 1)];
      if (signature.time().type() == TimeType.INT64) {
        whole.put(i, (long) timeStep);
      } else {
        any.put(i, (float) timeStep);
      }
    }
  }

  private OnnxTensor time(OrtEnvironment environment, int times) throws OrtException {
    long[] dimensions =
        signature.time().form() == TimeForm.SCALAR ? new long[0] : new long[] {times};
    return signature.time().type() == TimeType.INT64
        ? OnnxTensor.createTensor(environment, time.asLongBuffer(), dimensions)
        : OnnxTensor.createTensor(environment, time.asFloatBuffer().limit(times), dimensions);
  }

  private static OnnxTensor image(OrtEnvironment environment, FloatBuffer buffer, Shape shape)
      throws OrtException {
    long[] dimensions = {shape.batch(), shape.channels(), shape.height(), shape.width()};
    return OnnxTensor.createTensor(environment, buffer, dimensions);
  }

  private static FloatBuffer floats(int count) {
    return bytes(Math.multiplyExact(count, Float.BYTES)).asFloatBuffer();
  }

  /** The engine believes any buffer to be in native order. */
  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
  }

  /** Ends the engine's hold on the memory, which the garbage collector then frees. */
  @Override
  public void close() {
    inputs.values().forEach(OnnxTensor::close);
    pinnedOutput.close();
  }
}
