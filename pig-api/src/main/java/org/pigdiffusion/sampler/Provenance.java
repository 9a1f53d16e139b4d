package org.pigdiffusion.sampler;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.SamplingMethod;

/**
 * Where a batch comes from: enough to make it again, with the start and the fixed x of the request
 * if it gave them. Immutable.
 *
 * <pre>{@code
 * Map<String, String> kept = batch.provenance().toProperties(); // beside the pictures
 * Provenance found = Provenance.fromProperties(kept);
 * SamplingRequest again =
 *     SamplingRequest.builder()
 *         .noise(found.noise())
 *         .method(found.method())
 *         .guideRefresh(found.guideRefresh())
 *         .firstIndex(index)
 *         .build();
 * }</pre>
 */
public final class Provenance {
  /**
   * A model that took part.
   *
   * @param id identifies the weights: a checksum where there is one
   * @param device where it ran, such as {@code cpu} or {@code cuda:0}
   */
  public record Model(String id, String device) {
    /** Creates a model's entry. */
    public Model {
      requireNonNull(id, "id");
      requireNonNull(device, "device");
    }

    @Override
    public String toString() {
      return id + " on " + device;
    }
  }

  private final NoiseSource noise;
  private final boolean startGiven;
  private final SamplingMethod method;
  private final NoiseSchedule noiseSchedule;
  private final GuideTransform guide;
  private final GuideTransform annotation;
  private final GuideRefresh guideRefresh;
  private final Optional<Model> modelX;
  private final Model modelY;

  private Provenance(Builder builder) {
    this.noise = builder.noise;
    this.startGiven = builder.startGiven;
    this.method = builder.method;
    this.noiseSchedule = builder.noiseSchedule;
    this.guide = builder.guide;
    this.annotation = builder.annotation;
    this.guideRefresh = builder.guideRefresh;
    this.modelX = builder.modelX;
    this.modelY = builder.modelY;
  }

  /**
   * Starts the provenance of targets whose start was drawn and whose guide, if any, was given.
   *
   * @param modelY the target's model
   */
  public static Builder builder(
      NoiseSource noise, SamplingMethod method, NoiseSchedule noiseSchedule, Model modelY) {
    return new Builder(noise, method, noiseSchedule, modelY);
  }

  /**
   * Reads what {@link #toProperties} wrote, in this version of the library or an earlier one.
   * Properties without the prefix {@code pig.pair.} are ignored.
   *
   * @throws IllegalArgumentException if an entry is missing or malformed, or names a noise source,
   *     method, transform or policy that is not of the library; the message names its key
   */
  public static Provenance fromProperties(Map<String, String> properties) {
    return ProvenanceProperties.read(properties);
  }

  /**
   * This provenance as text, in a fixed order, all keys beginning with {@code pig.pair.}: to keep
   * in a file. A noise source, transform or policy of your own, and a rule, grid or thresholding of
   * your own in the method, is written by its description, which {@link #fromProperties} refuses.
   */
  public Map<String, String> toProperties() {
    return ProvenanceProperties.write(this);
  }

  /** Where the noise came from. */
  public NoiseSource noise() {
    return noise;
  }

  /** Whether the request gave x_T and y_T, so that only later noise was drawn. */
  public boolean startGiven() {
    return startGiven;
  }

  /** How it was sampled. */
  public SamplingMethod method() {
    return method;
  }

  /** The noise schedule of the models. */
  public NoiseSchedule noiseSchedule() {
    return noiseSchedule;
  }

  /** The guide transform; the identity if x was given. */
  public GuideTransform guide() {
    return guide;
  }

  /** The transform of the finished x; the identity if x was given. */
  public GuideTransform annotation() {
    return annotation;
  }

  /** When model x was called again; without effect if x was given. */
  public GuideRefresh guideRefresh() {
    return guideRefresh;
  }

  /** The guide's model; empty if x was given, or the target has no guide. */
  public Optional<Model> modelX() {
    return modelX;
  }

  /** The target's model. */
  public Model modelY() {
    return modelY;
  }

  /** Whether both are written alike. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Provenance that && toProperties().equals(that.toProperties());
  }

  @Override
  public int hashCode() {
    return toProperties().hashCode();
  }

  @Override
  public String toString() {
    return "Provenance" + toProperties();
  }

  /** Collects what a provenance says. Not safe to share between threads. */
  public static final class Builder {
    private final NoiseSource noise;
    private boolean startGiven;
    private final SamplingMethod method;
    private final NoiseSchedule noiseSchedule;
    private GuideTransform guide = GuideTransform.identity();
    private GuideTransform annotation = GuideTransform.identity();
    private GuideRefresh guideRefresh = GuideRefresh.always();
    private Optional<Model> modelX = Optional.empty();
    private final Model modelY;

    private Builder(
        NoiseSource noise, SamplingMethod method, NoiseSchedule noiseSchedule, Model modelY) {
      this.noise = requireNonNull(noise, "noise");
      this.method = requireNonNull(method, "method");
      this.noiseSchedule = requireNonNull(noiseSchedule, "noiseSchedule");
      this.modelY = requireNonNull(modelY, "modelY");
    }

    /** Whether the request gave x_T and y_T; not unless set. */
    @CanIgnoreReturnValue
    public Builder startGiven(boolean given) {
      this.startGiven = given;
      return this;
    }

    /** The guide transform; the identity unless set. */
    @CanIgnoreReturnValue
    public Builder guide(GuideTransform transform) {
      this.guide = requireNonNull(transform, "guide");
      return this;
    }

    /** The transform of the finished x; the identity unless set. */
    @CanIgnoreReturnValue
    public Builder annotation(GuideTransform transform) {
      this.annotation = requireNonNull(transform, "annotation");
      return this;
    }

    /** When model x was called again; at every evaluation unless set. */
    @CanIgnoreReturnValue
    public Builder guideRefresh(GuideRefresh policy) {
      this.guideRefresh = requireNonNull(policy, "guideRefresh");
      return this;
    }

    /** The guide's model; none unless set. */
    @CanIgnoreReturnValue
    public Builder modelX(Model model) {
      this.modelX = Optional.of(requireNonNull(model, "modelX"));
      return this;
    }

    /** Builds the provenance. */
    public Provenance build() {
      return new Provenance(this);
    }
  }
}
