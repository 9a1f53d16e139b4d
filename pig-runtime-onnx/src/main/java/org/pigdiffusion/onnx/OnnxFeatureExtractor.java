package org.pigdiffusion.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.internal.CloseLock;
import org.pigdiffusion.model.ValueRange;

/**
 * Turns images into vectors of features, for Frechet and kernel distances, with any ONNX graph that
 * has one input of float images and one output for each image.
 *
 * <p>Size, channels and order of axes of the input are found from the graph. Images are fitted to
 * it: values outside [-1, 1] are clipped, [-1, 1] is mapped to the graph's range, the image is
 * resized bilinearly (half-pixel centres, the filter widened where the image shrinks), and a grey
 * image is repeated over three channels.
 *
 * <p>Images are divided among the threads of a CPU, for which the model is held twice, as by {@link
 * OnnxDenoiser}. Safe to share between threads. The caller closes it; {@link #close} waits for
 * running calls.
 */
public final class OnnxFeatureExtractor implements AutoCloseable {
  private static final int IMAGES_AT_ONCE = 8;

  private final ModelFile file;
  private final FeatureSignature signature;
  private final OrtSession fitting;
  private final OpenSessions network;
  private final CloseLock lock;

  private OnnxFeatureExtractor(
      ModelFile file, FeatureSignature signature, OrtSession fitting, OpenSessions network) {
    this.file = file;
    this.signature = signature;
    this.fitting = fitting;
    this.network = network;
    this.lock = new CloseLock("feature extractor " + file.name());
  }

  /**
   * Opens an extractor that takes values in [0, 1], on the CPU.
   *
   * @throws BackendException if the file cannot be used; the message says what was found
   */
  public static OnnxFeatureExtractor open(Path path) {
    return builder(path).open();
  }

  /** Collects settings for an extractor that needs some. */
  public static Builder builder(Path path) {
    return new Builder(ModelSource.of(path));
  }

  /** The SHA-256 of the model file, in hexadecimal. */
  public String id() {
    return file.sha256();
  }

  /** Where it runs: {@code cpu} or {@code cuda:0}. */
  public String device() {
    return network.device();
  }

  /**
   * The features of each image, which do not depend on the other images beyond the rounding of the
   * backend.
   *
   * @param images {@code [n, 1 or 3, h, w]}, values in [-1, 1]
   * @return n vectors of one length
   * @throws IllegalArgumentException if the images do not have the channels that the graph takes
   * @throws IllegalStateException if this extractor is closed
   * @throws BackendException if the engine fails, or the features are not finite
   */
  public float[][] extract(Tensor images) {
    requireFitting(images.shape());
    try {
      return lock.whileOpen(() -> extractAll(images));
    } catch (OrtException e) {
      throw ModelFile.fault(
          file.name(),
          "failed on %s for images %s: %s".formatted(device(), images.shape(), e.getMessage()),
          e);
    }
  }

  private float[][] extractAll(Tensor images) throws OrtException {
    float[][] features = new float[images.shape().batch()][];
    network.compute(
        features.length, (session, from, to) -> extract(session, images, from, to, features));
    return features;
  }

  private void requireFitting(Shape shape) {
    if (shape.channels() != 1 && shape.channels() != signature.channels()) {
      throw new IllegalArgumentException(
          "images: expected 1 channel%s, found shape %s"
              .formatted(signature.channels() == 3 ? " or 3" : "", shape));
    }
  }

  private void extract(OrtSession session, Tensor images, int from, int to, float[][] features)
      throws OrtException {
    int part = signature.batch() == 0 ? IMAGES_AT_ONCE : signature.batch();
    for (int first = from; first < to; first += part) {
      extractAtOnce(session, images, first, Math.min(part, to - first), features);
    }
  }

  private void extractAtOnce(
      OrtSession session, Tensor images, int from, int count, float[][] features)
      throws OrtException {
    int batch = signature.batch() == 0 ? count : signature.batch();
    Tensor part =
        images.select(IntStream.range(0, batch).map(i -> from + Math.min(i, count - 1)).toArray());
    try (OnnxTensor input = tensor(part);
        OrtSession.Result fitted = fitting.run(Map.of(ImageFitting.IMAGES, input));
        OrtSession.Result result =
            session.run(
                Map.of(signature.input(), (OnnxTensor) fitted.get(0)),
                Set.of(signature.output()))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      if (values.remaining() % batch != 0 || values.remaining() < batch) {
        throw ModelFile.fault(
            file.name(),
            "expected as many features for each of %d images, found %d values"
                .formatted(batch, values.remaining()));
      }
      int length = values.remaining() / batch;
      for (int i = 0; i < count; i++) {
        features[from + i] = finite(values, length);
      }
    }
  }

  private float[] finite(FloatBuffer values, int length) {
    float[] vector = new float[length];
    values.get(vector);
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        throw ModelFile.fault(file.name(), "expected finite features, found " + value);
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

  @Override
  public void close() {
    try {
      lock.close(
          () -> {
            try (fitting) {
              network.close();
            }
          });
    } catch (OrtException e) {
      throw ModelFile.fault(file.name(), "failed to close: " + e.getMessage(), e);
    }
  }

  /** Settings of an extractor. What is not set is found from the file. Not safe to share. */
  public static final class Builder {
    private final ModelSource source;
    private Device device = Device.cpu();
    private ThreadPool threads = ThreadPool.shared();
    private ValueRange range = new ValueRange(0, 1);
    private Optional<String> output = Optional.empty();
    private Optional<FeatureSignature.Size> size = Optional.empty();

    private Builder(ModelSource source) {
      this.source = source;
    }

    /** Where to run; the CPU if not set. */
    @CanIgnoreReturnValue
    public Builder device(Device where) {
      this.device = where;
      return this;
    }

    /** The threads to compute on; the pool of the process if not set. */
    @CanIgnoreReturnValue
    public Builder threads(ThreadPool pool) {
      this.threads = pool;
      return this;
    }

    /** What black and white are to the graph; 0 and 1 if not set. */
    @CanIgnoreReturnValue
    public Builder range(ValueRange values) {
      this.range = values;
      return this;
    }

    /** The output that is the features; needed where there are several. */
    @CanIgnoreReturnValue
    public Builder output(String name) {
      this.output = Optional.of(name);
      return this;
    }

    /** The size that images are brought to; needed where the graph takes any. */
    @CanIgnoreReturnValue
    public Builder size(int height, int width) {
      if (height < 1 || width < 1) {
        throw new IllegalArgumentException(
            "size: expected height and width of at least 1, found %d and %d"
                .formatted(height, width));
      }
      this.size = Optional.of(new FeatureSignature.Size(height, width));
      return this;
    }

    /**
     * Opens the extractor.
     *
     * @throws BackendException if the file cannot be used, the settings do not fit it, or the
     *     device cannot be had; the message says what was found or what is missing
     */
    public OnnxFeatureExtractor open() {
      ModelFile file = ModelFile.read(source);
      Engine engine = Engine.get();
      OpenSessions opened = new Sessions(engine, source, threads, Map.of()).open(device);
      try (SessionOptions options = engine.options(threads)) {
        FeatureSignature signature =
            FeatureSignature.find(
                GraphValue.of(opened.together().getInputInfo()),
                GraphValue.of(opened.together().getOutputInfo()),
                output,
                size);
        OrtSession fitting =
            engine.environment().createSession(ImageFitting.graph(signature, range), options);
        return new OnnxFeatureExtractor(file, signature, fitting, opened);
      } catch (FeatureSignature.Unclear | OrtException | RuntimeException e) {
        closeAfter(e, opened);
        throw ModelFile.fault(source.name(), "is no feature extractor: " + e.getMessage(), e);
      }
    }

    private static void closeAfter(Exception fault, OpenSessions opened) {
      try {
        opened.close();
      } catch (OrtException e) {
        fault.addSuppressed(e);
      }
    }
  }
}
