package org.pigdiffusion.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Denoiser;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Role;
import org.pigdiffusion.internal.PairSize;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.onnx.internal.graph.ModelSource;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairedSampler;

/**
 * A pair of models, {@code x.onnx} and {@code y.onnx}, in a folder, on the class path or in memory.
 * Each file holds a {@link ModelCard} with all that is needed to use it.
 *
 * <pre>{@code
 * SamplingRequest request = SamplingRequest.builder().count(16).seed(7).build();
 * try (OnnxPair pair = OnnxPair.open(Path.of("my-run/pair"));
 *     Stream<PairBatch> batches = pair.sampler().sample(request)) {
 *   batches.flatMap(batch -> batch.pairs().stream()).forEach(sampled -> {
 *     Tensor mask = sampled.annotation();
 *     Tensor image = sampled.image();
 *   });
 * }
 * }</pre>
 *
 * <p>The caller closes it, after the last batch. Safe to share between threads.
 */
public final class OnnxPair implements AutoCloseable {
  private static final String X = PairFolder.X;
  private static final String Y = PairFolder.Y;

  private final String name;
  private final OnnxDenoiser x;
  private final OnnxDenoiser y;
  private final ModelCard cardX;
  private final ModelCard cardY;
  private volatile boolean closed;

  private OnnxPair(String name, OnnxDenoiser x, OnnxDenoiser y, ModelCard cardX, ModelCard cardY) {
    this.name = name;
    this.x = x;
    this.y = y;
    this.cardX = cardX;
    this.cardY = cardY;
  }

  /** Opens a pair on the CPU. */
  public static OnnxPair open(Path folder) {
    return open(folder, Device.cpu());
  }

  /**
   * Opens a pair on a device.
   *
   * @throws BackendException if a file is missing or cannot be used, or the two do not belong
   *     together; the message lists all differences
   */
  public static OnnxPair open(Path folder, Device device) {
    return open(folder, settings -> settings.device(device));
  }

  /** Opens a pair with further settings, which are applied to both models. */
  public static OnnxPair open(Path folder, UnaryOperator<OnnxDenoiser.Builder> settings) {
    PairFolder files = new PairFolder(folder);
    files.requireX();
    return open(
        folder.toString(),
        settings.apply(OnnxDenoiser.builder(files.x())),
        settings.apply(OnnxDenoiser.builder(files.y())));
  }

  /**
   * Opens a pair that lies on the class path, such as in the jar of an application, on the CPU.
   *
   * @param anchor a class beside which the pair is looked for
   * @param folder as {@link Class#getResource} takes it: from the root if it begins with {@code /},
   *     else from the anchor's package. In a named module its name must not be that of a package,
   *     as {@code /phantom-64} is not, or the module must open it.
   * @throws BackendException as for a folder of the file system
   */
  public static OnnxPair open(Class<?> anchor, String folder) {
    return open(anchor, folder, settings -> settings);
  }

  /** Opens a pair on the class path with further settings, which are applied to both models. */
  public static OnnxPair open(
      Class<?> anchor, String folder, UnaryOperator<OnnxDenoiser.Builder> settings) {
    String within = folder.endsWith("/") ? folder : folder + "/";
    return open(
        "resource %s of %s".formatted(folder, anchor.getName()),
        settings.apply(OnnxDenoiser.builder(anchor, within + X)),
        settings.apply(OnnxDenoiser.builder(anchor, within + Y)));
  }

  /**
   * Opens a pair in memory on the CPU.
   *
   * @param x the bytes of {@code x.onnx}
   * @param y the bytes of {@code y.onnx}
   * @throws BackendException as for a folder of the file system
   */
  public static OnnxPair open(byte[] x, byte[] y) {
    return open(x, y, settings -> settings);
  }

  /** Opens a pair in memory with further settings, which are applied to both models. */
  public static OnnxPair open(byte[] x, byte[] y, UnaryOperator<OnnxDenoiser.Builder> settings) {
    return open(
        "in memory",
        settings.apply(new OnnxDenoiser.Builder(ModelSource.of(X + " in memory", x))),
        settings.apply(new OnnxDenoiser.Builder(ModelSource.of(Y + " in memory", y))));
  }

  private static OnnxPair open(String name, OnnxDenoiser.Builder ofX, OnnxDenoiser.Builder ofY) {
    OnnxDenoiser x = ofX.open();
    try {
      OnnxDenoiser y = ofY.open();
      try {
        return checked(name, x, y);
      } catch (RuntimeException e) {
        y.close();
        throw e;
      }
    } catch (RuntimeException e) {
      x.close();
      throw e;
    }
  }

  private static OnnxPair checked(String pair, OnnxDenoiser x, OnnxDenoiser y) {
    ModelCard cardX = card(pair, X, x);
    ModelCard cardY = card(pair, Y, y);
    List<String> faults = PairFit.faults(cardX, cardY);
    if (!Objects.equals(x.properties().get(PairFit.PAIR), y.properties().get(PairFit.PAIR))) {
      faults.add("the two were not saved together: one of them was replaced since");
    }
    if (!faults.isEmpty()) {
      throw new BackendException(
          "pair %s: expected models that belong together, found: %s"
              .formatted(pair, String.join("; ", faults)));
    }
    return new OnnxPair(pair, x, y, cardX, cardY);
  }

  private static ModelCard card(String pair, String name, OnnxDenoiser denoiser) {
    return denoiser
        .card()
        .orElseThrow(
            () ->
                new BackendException(
                    "pair %s: expected models that describe themselves, found no card in %s"
                        .formatted(pair, name)));
  }

  /**
   * Writes a pair. A new folder appears whole or not at all. In a folder that exists, both files
   * are written and flushed before the first is renamed into place, and the old x is kept until the
   * old y is replaced: if the process is killed at any moment, the folder holds the old pair or the
   * new one.
   *
   * @param folder where {@code x.onnx} and {@code y.onnx} go; its parent must exist
   * @throws IllegalArgumentException if the two cards do not fit together
   * @throws IOException if it cannot be written
   */
  public static void save(Path folder, TrainedModel x, TrainedModel y) throws IOException {
    save(folder, x, y, WeightStorage.FLOAT32);
  }

  /**
   * Writes a pair with its weights stored as said, else as {@link #save(Path, TrainedModel,
   * TrainedModel)}.
   */
  public static void save(Path folder, TrainedModel x, TrainedModel y, WeightStorage storage)
      throws IOException {
    List<String> faults = new ArrayList<>(PairFit.faults(x.card(), y.card()));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "pair: expected models that belong together, found: " + String.join("; ", faults));
    }
    Map<String, String> pair = Map.of(PairFit.PAIR, PairFit.id(x, y, storage));
    ModelProto protoX = UNetOnnxWriter.proto(x, storage, pair);
    ModelProto protoY = UNetOnnxWriter.proto(y, storage, pair);
    new PairFolder(folder).write(protoX, protoY);
  }

  /** The guide's denoiser; the pair closes it. */
  public Denoiser x() {
    return x;
  }

  /** The target's denoiser; the pair closes it. */
  public Denoiser y() {
    return y;
  }

  /** What a model says of itself. */
  public ModelCard card(Role role) {
    return role == Role.X ? cardX : cardY;
  }

  /**
   * The size of pairs for which a request says none: the only one that model y takes, or the one
   * that both learnt from.
   *
   * @return empty if the models take several sizes and do not tell one that both learnt from
   */
  public Optional<ImageSize> size() {
    return PairSize.of(Optional.of(x.spec()), y.spec());
  }

  /** The noise schedule that both were trained with. */
  public NoiseSchedule schedule() {
    return cardY.schedule();
  }

  /** What is made of the guide's clean estimate before it conditions the target. */
  public GuideTransform guide() {
    return cardY.guideTransform();
  }

  /** What is made of the finished guide to be the annotation, as the guide's card says. */
  public GuideTransform annotation() {
    return cardX.annotationTransform();
  }

  /**
   * A sampler of this pair, to be used while the pair is open.
   *
   * @throws IllegalStateException if this pair is closed
   */
  public PairedSampler sampler() {
    if (closed) {
      throw new IllegalStateException("pair " + name + " is closed");
    }
    return PairedSampler.builder().x(x).y(y).guide(guide()).annotation(annotation()).build();
  }

  /**
   * Closes both models, after waiting for running calls. Samplers made of this pair fail from then
   * on with {@link IllegalStateException}. May be called more than once.
   */
  @Override
  public void close() {
    closed = true;
    try {
      x.close();
    } finally {
      y.close();
    }
  }
}
