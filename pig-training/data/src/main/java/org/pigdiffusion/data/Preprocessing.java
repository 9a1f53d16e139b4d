package org.pigdiffusion.data;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Map;
import org.pigdiffusion.data.dicom.DicomOptions;
import org.pigdiffusion.data.internal.PixelLimit;
import org.pigdiffusion.trainer.PairExample;

/**
 * What is done to every pair between file and network, in this order: crop, resize (area average
 * for the image, nearest for the mask), remove islands of the mask if asked to, scale to [-1, 1],
 * pad if asked to.
 *
 * <p>Immutable and thread-safe.
 */
public final class Preprocessing {
  private final int height;
  private final int width;
  private final Crop crop;
  private final ImageChannels channels;
  private final IntensityScaling intensity;
  private final MaskEncoding mask;
  private final int leastPatch;
  private final Fit fit;
  private final DicomOptions dicom;
  private final long pixelLimit;

  private Preprocessing(Builder builder) {
    this.height = builder.height;
    this.width = builder.width;
    this.crop = builder.crop;
    this.channels = builder.channels;
    this.intensity = builder.intensity;
    this.mask = builder.mask;
    this.leastPatch = builder.leastPatch;
    this.fit = builder.fit;
    this.dicom = builder.dicom;
    this.pixelLimit = builder.pixelLimit;
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "size: expected at least 1x1, found %dx%d".formatted(height, width));
    }
    if (leastPatch < 1) {
      throw new IllegalArgumentException("leastPatch: expected at least 1, found " + leastPatch);
    }
  }

  /** Starts from the defaults for a size. */
  public static Builder builder(int height, int width) {
    return new Builder(height, width);
  }

  /** A builder that holds these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder(height, width);
    builder.crop = crop;
    builder.channels = channels;
    builder.intensity = intensity;
    builder.mask = mask;
    builder.leastPatch = leastPatch;
    builder.fit = fit;
    builder.dicom = dicom;
    builder.pixelLimit = pixelLimit;
    return builder;
  }

  /** Rows the network sees, at least 1. */
  public int height() {
    return height;
  }

  /** Columns the network sees, at least 1. */
  public int width() {
    return width;
  }

  /** The part of the files that is kept; default {@link Crop#none}. */
  public Crop crop() {
    return crop;
  }

  /** Channels of the image; default {@link ImageChannels#GREY}. */
  public ImageChannels channels() {
    return channels;
  }

  /** What becomes -1 and 1; default {@link IntensityScaling#fullRange}. */
  public IntensityScaling intensity() {
    return intensity;
  }

  /** How grey values become classes; default {@link MaskEncoding#binary}. */
  public MaskEncoding mask() {
    return mask;
  }

  /**
   * How many pixels a patch of a mask must have to stay, at least 1; default 1, with which all do.
   */
  public int leastPatch() {
    return leastPatch;
  }

  /** What becomes of a picture of another ratio of height to width; default {@link Fit#REFUSE}. */
  public Fit fit() {
    return fit;
  }

  /** How DICOM files are read; default {@link DicomOptions#standard}. */
  public DicomOptions dicom() {
    return dicom;
  }

  /** Height by width of the largest picture that is read; default 100 million. */
  public long pixelLimit() {
    return pixelLimit;
  }

  /**
   * Makes one pair ready for training.
   *
   * @param name names the pair in messages
   * @param group what a split must not tear apart
   * @param image the image as read
   * @param labels the classes of the mask as read, of the image's size
   * @throws UnusablePairException if the sizes differ, the image has colours and grey is wanted,
   *     the crop needs a lesion and there is none, the ratio of height to width would change, a
   *     lesion is lost on the way, or what is left of the image has no contrast
   */
  public PairExample apply(String name, String group, PixelGrid image, LabelMap labels) {
    return new PreprocessingSteps(this).apply(name, group, image, labels);
  }

  private Map<String, Object> byName() {
    return ImmutableMap.of(
        "height", height,
        "width", width,
        "crop", crop,
        "channels", channels,
        "intensity", intensity,
        "mask", mask,
        "leastPatch", leastPatch,
        "fit", fit,
        "dicom", dicom,
        "pixelLimit", pixelLimit);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Preprocessing that && byName().equals(that.byName());
  }

  @Override
  public int hashCode() {
    return byName().hashCode();
  }

  @Override
  public String toString() {
    return "Preprocessing[" + Joiner.on(", ").withKeyValueSeparator("=").join(byName()) + "]";
  }

  /** Collects the settings of a {@link Preprocessing}. Not safe to share between threads. */
  public static final class Builder {
    private final int height;
    private final int width;
    private Crop crop = Crop.none();
    private ImageChannels channels = ImageChannels.GREY;
    private IntensityScaling intensity = IntensityScaling.fullRange();
    private MaskEncoding mask = MaskEncoding.binary();
    private int leastPatch = 1;
    private Fit fit = Fit.REFUSE;
    private DicomOptions dicom = DicomOptions.standard();
    private long pixelLimit = PixelLimit.STANDARD.pixels();

    private Builder(int height, int width) {
      this.height = height;
      this.width = width;
    }

    /** Sets the part of the files that is kept. */
    @CanIgnoreReturnValue
    public Builder crop(Crop newCrop) {
      this.crop = newCrop;
      return this;
    }

    /** Sets the channels of the image. */
    @CanIgnoreReturnValue
    public Builder channels(ImageChannels newChannels) {
      this.channels = newChannels;
      return this;
    }

    /** Sets what becomes -1 and 1. */
    @CanIgnoreReturnValue
    public Builder intensity(IntensityScaling newIntensity) {
      this.intensity = newIntensity;
      return this;
    }

    /** Sets how grey values become classes. */
    @CanIgnoreReturnValue
    public Builder mask(MaskEncoding newMask) {
      this.mask = newMask;
      return this;
    }

    /**
     * Removes islands: patches of a mask of fewer pixels become background. The pixels are those of
     * the size that the network sees, after cropping and resizing; see {@link
     * LabelMap#withoutIslands}. A pair that would lose its whole lesion is refused; a crop of
     * {@link RandomCrops} may become one without a lesion.
     *
     * @param pixels how many pixels a patch must have to stay, at least 1
     */
    @CanIgnoreReturnValue
    public Builder leastPatch(int pixels) {
      this.leastPatch = pixels;
      return this;
    }

    /** Sets what becomes of a picture of another ratio of height to width. */
    @CanIgnoreReturnValue
    public Builder fit(Fit newFit) {
      this.fit = newFit;
      return this;
    }

    /** Sets how DICOM files are read: which frames and which window, and further decoders. */
    @CanIgnoreReturnValue
    public Builder dicom(DicomOptions newDicom) {
      this.dicom = newDicom;
      return this;
    }

    /**
     * Sets the height by width of the largest picture that is read. A file whose header says more
     * is refused before memory is taken for its pixels.
     *
     * @throws IllegalArgumentException if it is less than 1, or no one array holds so many
     */
    @CanIgnoreReturnValue
    public Builder pixelLimit(long pixels) {
      this.pixelLimit = new PixelLimit(pixels).pixels();
      return this;
    }

    /** The preprocessing with these settings. */
    public Preprocessing build() {
      return new Preprocessing(this);
    }
  }
}
