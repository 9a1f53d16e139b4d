package org.pigdiffusion.onnx.internal.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.onnx.internal.graph.FeatureSignature;
import org.pigdiffusion.onnx.internal.graph.ModelFile;

/** Runs the graph of a feature extractor on images that another graph fits to it. Thread-safe. */
public final class FeatureNetwork implements AutoCloseable {
  private static final int IMAGES_AT_ONCE = 8;

  private final FeatureSignature signature;
  private final Sessions sessions;
  private final OrtSession fitting;
  private final String imageInput;

  /**
   * A network that owns its sessions.
   *
   * @param fitting the graph that fits images, as the bytes of a model file
   * @param threads on which it runs
   * @throws BackendException if the engine refuses the fitting
   */
  public FeatureNetwork(
      FeatureSignature signature, Sessions sessions, byte[] fitting, Threads threads) {
    this.signature = signature;
    this.sessions = sessions;
    Engine engine = Engine.get();
    try (SessionOptions options = engine.options(threads)) {
      this.fitting = engine.environment().createSession(fitting, options);
      this.imageInput = this.fitting.getInputNames().iterator().next();
    } catch (OrtException e) {
      throw ModelFile.fault(
          sessions.model(), "no images can be fitted to it: " + e.getMessage(), e);
    }
  }

  /** Where it runs. */
  public String device() {
    return sessions.device();
  }

  /**
   * The features of each image.
   *
   * @throws BackendException if the engine fails, or the features are not finite
   */
  public float[][] extract(Tensor images) {
    float[][] features = new float[images.shape().batch()][];
    try {
      Parallel.compute(sessions.shares(features.length), share -> extract(share, images, features));
    } catch (OrtException e) {
      throw ModelFile.fault(
          sessions.model(),
          "failed on %s for images %s: %s".formatted(device(), images.shape(), e.getMessage()),
          e);
    }
    return features;
  }

  private void extract(Share share, Tensor images, float[][] features) throws OrtException {
    int part = signature.batch() == 0 ? IMAGES_AT_ONCE : signature.batch();
    for (int from = share.from(); from < share.to(); from += part) {
      int to = Math.min(from + part, share.to());
      extractAtOnce(new Share(share.session(), from, to), images, features);
    }
  }

  private void extractAtOnce(Share share, Tensor images, float[][] features) throws OrtException {
    int count = share.images();
    int batch = signature.batch() == 0 ? count : signature.batch();
    Tensor part =
        images.select(
            IntStream.range(0, batch).map(i -> share.from() + Math.min(i, count - 1)).toArray());
    try (OnnxTensor input = tensor(part);
        OrtSession.Result fitted = fitting.run(Map.of(imageInput, input));
        OrtSession.Result result =
            share
                .session()
                .run(
                    Map.of(signature.input(), (OnnxTensor) fitted.get(0)),
                    Set.of(signature.output()))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      if (values.remaining() % batch != 0 || values.remaining() < batch) {
        throw ModelFile.fault(
            sessions.model(),
            "expected as many features for each of %d images, found %d values"
                .formatted(batch, values.remaining()));
      }
      int length = values.remaining() / batch;
      for (int i = 0; i < count; i++) {
        features[share.from() + i] = finite(values, length);
      }
    }
  }

  private float[] finite(FloatBuffer values, int length) {
    float[] vector = new float[length];
    values.get(vector);
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        throw ModelFile.fault(sessions.model(), "expected finite features, found " + value);
      }
    }
    return vector;
  }

  private static OnnxTensor tensor(Tensor images) throws OrtException {
    Shape shape = images.shape();
    FloatBuffer values =
        ByteBuffer.allocateDirect(Math.multiplyExact(shape.size(), Float.BYTES))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    images.copyTo(values);
    long[] dimensions = {shape.batch(), shape.channels(), shape.height(), shape.width()};
    return OnnxTensor.createTensor(Engine.get().environment(), values.flip(), dimensions);
  }

  /** Ends the sessions. To be called when no call runs. */
  @Override
  public void close() {
    try (sessions) {
      fitting.close();
    } catch (OrtException e) {
      throw ModelFile.fault(sessions.model(), "failed to close: " + e.getMessage(), e);
    }
  }
}
