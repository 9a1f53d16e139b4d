package org.pigdiffusion.data;

import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;

/**
 * What {@link Preprocessing} does to a pair, step by step.
 *
 * @param settings what each step does
 */
record PreprocessingSteps(Preprocessing settings) {

  /** See {@link Preprocessing#apply}. */
  PairExample apply(String name, String group, PixelGrid image, LabelMap labels) {
    Region kept = kept(image, labels);
    Region place = place(kept);
    LabelMap resized =
        labels
            .crop(kept)
            .resize(place.height(), place.width())
            .withoutIslands(settings.leastPatch());
    if (resized.lesionPixels() == 0 && labels.lesionPixels() > 0) {
      throw lesionLost(labels, kept, place);
    }
    Tensor x = settings.mask().tensor(resized.within(settings.height(), settings.width(), place));
    return new PairExample(name, group, x, scaled(image.crop(kept), place));
  }

  private UnusablePairException lesionLost(LabelMap labels, Region kept, Region place) {
    String removal =
        settings.leastPatch() == 1
            ? ""
            : " and patches of fewer than %d are removed".formatted(settings.leastPatch());
    return new UnusablePairException(
        DataFault.Kind.LESION_LOST,
        "the lesion of %d pixels vanishes when %s becomes %dx%d"
                .formatted(labels.lesionPixels(), kept, place.height(), place.width())
            + removal);
  }

  /** The part of a picture that the crop leaves, of a pair that fits together and the settings. */
  Region kept(PixelGrid image, LabelMap labels) {
    if (image.height() != labels.height() || image.width() != labels.width()) {
      throw new UnusablePairException(
          DataFault.Kind.SIZE_MISMATCH,
          "expected image and mask of one size, found image %dx%d, mask %dx%d"
              .formatted(image.height(), image.width(), labels.height(), labels.width()));
    }
    if (settings.channels() == ImageChannels.GREY && !image.isGrey()) {
      throw new UnusablePairException(
          DataFault.Kind.COLOUR_IMAGE,
          "expected a grey image, found colours; ImageChannels.LUMINANCE reads how bright they"
              + " are, ImageChannels.RGB the colours");
    }
    return settings
        .crop()
        .region(image, labels)
        .orElseThrow(
            () ->
                new UnusablePairException(
                    DataFault.Kind.NO_LESION,
                    "the crop is laid around a lesion, and the mask holds none"));
  }

  private Region place(Region kept) {
    Region place = settings.fit().within(settings.height(), settings.width(), kept);
    if (settings.fit() == Fit.REFUSE
        && !place.equals(Region.whole(settings.height(), settings.width()))) {
      throw new UnusablePairException(
          DataFault.Kind.ASPECT_RATIO,
          "expected the ratio of %dx%d (height x width), found %dx%d; Fit.PAD fills up with"
                  .formatted(settings.height(), settings.width(), kept.height(), kept.width())
              + " background, Fit.STRETCH distorts; in a program of your own, Crop.widenedTo cuts less"
              + " away");
    }
    return place;
  }

  private Tensor scaled(PixelGrid cropped, Region place) {
    PixelGrid seen = cropped.as(settings.channels()).resize(place.height(), place.width());
    try {
      // The range is that of the picture: bars around it must not shift its percentiles.
      IntensityRange range = settings.intensity().range(seen);
      float[] values = seen.within(settings.height(), settings.width(), place).toArray();
      for (int i = 0; i < values.length; i++) {
        values[i] = range.scale(values[i]);
      }
      return Tensor.adopt(
          new Shape(1, settings.channels().count(), settings.height(), settings.width()), values);
    } catch (IllegalArgumentException e) {
      throw new UnusablePairException(
          DataFault.Kind.BLANK_IMAGE, "after cropping: " + e.getMessage());
    }
  }
}
