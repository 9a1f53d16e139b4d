package org.pigdiffusion.onnx;

import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.CloseableDenoiser;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.onnx.internal.graph.GraphSettings;
import org.pigdiffusion.onnx.internal.graph.GraphSettings.Channels;
import org.pigdiffusion.onnx.internal.graph.ModelFile;
import org.pigdiffusion.onnx.internal.graph.ModelSource;
import org.pigdiffusion.onnx.internal.graph.Signature;
import org.pigdiffusion.onnx.internal.graph.SignatureFinder;
import org.pigdiffusion.onnx.internal.session.DenoiserNetwork;
import org.pigdiffusion.onnx.internal.session.Sessions;

/**
 * A denoiser that ONNX Runtime runs: a model written by {@link UNetOnnxWriter}, or one exported by
 * other software.
 *
 * <p>How a foreign graph is to be called is found from it where it is unambiguous, and else asked
 * for by an error that names the setting. Graphs of one fixed batch size are served by splitting
 * and padding. Graphs that take a time for each image are given them; those that take one time are
 * called once for each time of the batch. {@link DenoiserSpec#id} is the SHA-256 of the model file,
 * or, if weights lie in files beside it, of all these files; {@link DenoiserSpec#device} is where
 * the model runs.
 *
 * <p>On a CPU of several threads the model is held twice: once for batches that have an image for
 * every thread, which are divided among the threads, and once for smaller ones, which all threads
 * compute together.
 *
 * <p>Safe to share between threads; concurrent calls run side by side. The caller closes it. An
 * interrupt does not end a call: it is computed whole, and the thread stays interrupted. On the CPU
 * equal calls give equal bits. On CUDA the engine uses TF32 arithmetic unless the provider option
 * {@code use_tf32} is {@code 0}.
 */
public final class OnnxDenoiser extends CloseableDenoiser {
  private final Optional<ModelCard> card;
  private final ImmutableMap<String, String> properties;
  private final DenoiserNetwork network;

  private OnnxDenoiser(DenoiserSpec spec, ModelFile file, DenoiserNetwork network) {
    super(spec, file.name());
    this.card = file.card();
    this.properties = file.properties();
    this.network = network;
  }

  /**
   * Opens a model that describes itself, on the CPU.
   *
   * @throws BackendException if the file cannot be used; the message says what was found
   */
  public static OnnxDenoiser open(Path path) {
    return builder(path).open();
  }

  /** Collects settings for a model that needs some. */
  public static Builder builder(Path path) {
    return new Builder(ModelSource.of(path));
  }

  /**
   * The same for a model on the class path. It must hold all its weights.
   *
   * @param anchor a class beside which the model is looked for
   * @param resource as {@link Class#getResource} takes it: from the root if it begins with {@code
   *     /}, else from the anchor's package
   */
  public static Builder builder(Class<?> anchor, String resource) {
    return new Builder(ModelSource.of(anchor, resource));
  }

  /**
   * The same for a model in memory. It must hold all its weights.
   *
   * @param model the bytes of a model file, which must not change before the model is open
   */
  public static Builder builder(byte[] model) {
    return new Builder(ModelSource.of("of %d bytes".formatted(model.length), model));
  }

  /** What the model says of itself, if it was written by this library. */
  public Optional<ModelCard> card() {
    return card;
  }

  /** All text properties of the model file. */
  ImmutableMap<String, String> properties() {
    return properties;
  }

  @Override
  protected Tensor run(Tensor noisy, Tensor condition, double[] times) {
    return network.predict(noisy, condition, times);
  }

  @Override
  protected void release() {
    network.close();
  }

  /** Settings of a denoiser. What is not set is found from the file. Not safe to share. */
  public static final class Builder {
    private final ModelSource source;
    private final Map<String, String> providerOptions = new LinkedHashMap<>();
    private Device device = Device.cpu();
    private ThreadPool threads = ThreadPool.shared();
    private long constantLimit = ModelFile.CONSTANT_LIMIT;
    private Optional<String> noisyInput = Optional.empty();
    private Optional<String> conditionInput = Optional.empty();
    private Optional<String> timeInput = Optional.empty();
    private Optional<String> output = Optional.empty();
    private Optional<InputLayout> layout = Optional.empty();
    private Optional<Channels> channels = Optional.empty();
    private Optional<SizeRule> size = Optional.empty();
    private Optional<PredictionType> prediction = Optional.empty();

    Builder(ModelSource source) {
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

    /** A setting of ONNX Runtime's CUDA provider, such as {@code use_tf32} to {@code 0}. */
    @CanIgnoreReturnValue
    public Builder providerOption(String key, String value) {
      providerOptions.put(key, value);
      return this;
    }

    /** The input that takes the noisy sample, or sample and condition joined. */
    @CanIgnoreReturnValue
    public Builder noisyInput(String name) {
      this.noisyInput = Optional.of(name);
      return this;
    }

    /** The input that takes the condition. */
    @CanIgnoreReturnValue
    public Builder conditionInput(String name) {
      this.conditionInput = Optional.of(name);
      return this;
    }

    /** The input that takes the time step. */
    @CanIgnoreReturnValue
    public Builder timeInput(String name) {
      this.timeInput = Optional.of(name);
      return this;
    }

    /** The output that is the prediction. */
    @CanIgnoreReturnValue
    public Builder output(String name) {
      this.output = Optional.of(name);
      return this;
    }

    /**
     * How sample and condition come together; needed where one input takes both, unless the file
     * says it in its property {@code pig.layout}.
     */
    @CanIgnoreReturnValue
    public Builder layout(InputLayout inputs) {
      this.layout = Optional.of(inputs);
      return this;
    }

    /** The channels, where the graph leaves them open; the condition's 0 if unconditional. */
    @CanIgnoreReturnValue
    public Builder channels(int sample, int condition) {
      this.channels = Optional.of(new Channels(sample, condition));
      return this;
    }

    /** The image sizes that the network takes, where neither graph nor card tells. */
    @CanIgnoreReturnValue
    public Builder size(SizeRule rule) {
      this.size = Optional.of(rule);
      return this;
    }

    /** What the output means; needed for a model without a card. */
    @CanIgnoreReturnValue
    public Builder prediction(PredictionType type) {
      this.prediction = Optional.of(type);
      return this;
    }

    /**
     * How many bytes of constants a model may ask for beyond those that its files hold; 256 MiB if
     * not set. A few bytes of a file can ask for all memory of a machine, with a {@code
     * ConstantOfShape} for one.
     */
    @CanIgnoreReturnValue
    public Builder constantLimit(long bytes) {
      this.constantLimit = ModelFile.requireConstantLimit(bytes);
      return this;
    }

    /**
     * Opens the model.
     *
     * @throws BackendException if the file cannot be used, the settings do not fit it, or the
     *     device cannot be had; the message says what was found or what is missing
     */
    public OnnxDenoiser open() {
      if (!providerOptions.isEmpty() && Place.cuda(device).isEmpty()) {
        throw new IllegalArgumentException(
            "providerOption: expected a CUDA device, found " + providerOptions + " on " + device);
      }
      ModelFile file = ModelFile.read(source, constantLimit);
      PredictionType predicted = file.prediction(prediction);
      Sessions sessions =
          Sessions.open(source, Place.cuda(device), threads.threads(), providerOptions);
      try {
        Signature signature =
            new SignatureFinder(file, sessions.inputs(), sessions.outputs(), settings()).find();
        DenoiserSpec spec = fitting(spec(file, predicted, signature, sessions.device()));
        return new OnnxDenoiser(spec, file, new DenoiserNetwork(signature, sessions));
      } catch (RuntimeException e) {
        sessions.closeAfter(e);
        throw e;
      }
    }

    private GraphSettings settings() {
      return new GraphSettings(
          noisyInput,
          conditionInput,
          timeInput,
          output,
          layout.map(InputLayout::joining),
          channels,
          size);
    }

    /** The graph may take fewer sizes than its card says. */
    private DenoiserSpec fitting(DenoiserSpec.Builder spec) {
      try {
        return spec.build();
      } catch (IllegalArgumentException e) {
        throw ModelFile.fault(source.name(), String.valueOf(e.getMessage()), e);
      }
    }

    private static DenoiserSpec.Builder spec(
        ModelFile file, PredictionType predicted, Signature signature, String device) {
      DenoiserSpec.Builder spec =
          DenoiserSpec.builder(signature.channels(), signature.conditionChannels(), file.sha256())
              .prediction(predicted)
              .size(signature.size())
              .device(device);
      file.card().ifPresent(card -> tell(card, spec));
      return spec;
    }

    private static void tell(ModelCard card, DenoiserSpec.Builder spec) {
      spec.role(card.role()).schedule(card.schedule());
      card.trainedSize().ifPresent(spec::trainedSize);
    }
  }
}
