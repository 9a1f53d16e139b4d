package org.pigdiffusion.onnx;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.internal.CloseLock;
import org.pigdiffusion.model.ValueRange;
import org.pigdiffusion.onnx.internal.graph.FeatureSignature;
import org.pigdiffusion.onnx.internal.graph.ModelFile;
import org.pigdiffusion.onnx.internal.graph.ModelSource;
import org.pigdiffusion.onnx.internal.session.FeatureNetwork;
import org.pigdiffusion.onnx.internal.session.Sessions;
import org.pigdiffusion.onnx.internal.write.ImageFitting;

/**
 * Turns images into vectors of features, for Frechet and kernel distances, with any ONNX graph that
 * has one input of float images and one output for each image.
 *
 * <p>Size, channels and order of axes of the input are found from the graph. Images are fitted to
 * it: values outside [-1, 1] are clamped, [-1, 1] is mapped to the graph's range, the image is
 * resized bilinearly (half-pixel centres, the filter widened where the image shrinks), and a grey
 * image is repeated over three channels.
 *
 * <p>Images are divided among the threads of a CPU, for which the model is held twice, as by {@link
 * OnnxDenoiser}. Safe to share between threads. The caller closes it; {@link #close} waits for
 * running calls.
 */
public final class OnnxFeatureExtractor implements AutoCloseable {
  private final ModelFile file;
  private final FeatureSignature signature;
  private final FeatureNetwork network;
  private final CloseLock lock;

  private OnnxFeatureExtractor(ModelFile file, FeatureSignature signature, FeatureNetwork network) {
    this.file = file;
    this.signature = signature;
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
    return lock.whileOpen(() -> network.extract(images));
  }

  private void requireFitting(Shape shape) {
    if (shape.channels() != 1 && shape.channels() != signature.channels()) {
      throw new IllegalArgumentException(
          "images: expected 1 channel%s, found shape %s"
              .formatted(signature.channels() == 3 ? " or 3" : "", shape));
    }
  }

  @Override
  public void close() {
    lock.close(network::close);
  }

  /** Settings of an extractor. What is not set is found from the file. Not safe to share. */
  public static final class Builder {
    private final ModelSource source;
    private Device device = Device.cpu();
    private ThreadPool threads = ThreadPool.shared();
    private long constantLimit = ModelFile.CONSTANT_LIMIT;
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

    /** The same limit as {@link OnnxDenoiser.Builder#constantLimit}; 256 MiB if not set. */
    @CanIgnoreReturnValue
    public Builder constantLimit(long bytes) {
      this.constantLimit = ModelFile.requireConstantLimit(bytes);
      return this;
    }

    /**
     * Opens the extractor.
     *
     * @throws BackendException if the file cannot be used, the settings do not fit it, or the
     *     device cannot be had; the message says what was found or what is missing
     */
    public OnnxFeatureExtractor open() {
      ModelFile file = ModelFile.read(source, constantLimit);
      Sessions sessions = Sessions.open(source, Place.cuda(device), threads.threads(), Map.of());
      try {
        FeatureSignature signature =
            FeatureSignature.find(sessions.inputs(), sessions.outputs(), output, size);
        byte[] fitting = ImageFitting.graph(signature, range);
        return new OnnxFeatureExtractor(
            file, signature, new FeatureNetwork(signature, sessions, fitting, threads.threads()));
      } catch (FeatureSignature.Unclear | RuntimeException e) {
        sessions.closeAfter(e);
        throw ModelFile.fault(source.name(), "is no feature extractor: " + e.getMessage(), e);
      }
    }
  }
}
