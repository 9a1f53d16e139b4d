package org.pigdiffusion.data;

import java.util.Optional;
import java.util.function.IntPredicate;

/** The rules behind the factories of {@link Crop}. */
final class Crops {
  /** A row or column counts as blank while at most one in this many pixels is not. */
  private static final int STRAY = 100;

  private Crops() {}

  record Whole() implements Crop {
    @Override
    public Optional<Region> region(PixelGrid image, LabelMap mask) {
      return Optional.of(Region.whole(image.height(), image.width()));
    }
  }

  record Sequence(Crop first, Crop second) implements Crop {
    @Override
    public Optional<Region> region(PixelGrid image, LabelMap mask) {
      return first
          .region(image, mask)
          .flatMap(outer -> second.region(image.crop(outer), mask.crop(outer)).map(outer::part));
    }
  }

  record Widened(Crop inner, int ratioHeight, int ratioWidth) implements Crop {
    Widened {
      if (ratioHeight < 1 || ratioWidth < 1) {
        throw new IllegalArgumentException(
            "size: expected at least 1x1, found %dx%d".formatted(ratioHeight, ratioWidth));
      }
    }

    @Override
    public Optional<Region> region(PixelGrid image, LabelMap mask) {
      return inner
          .region(image, mask)
          .map(kept -> kept.widened(ratioHeight, ratioWidth, image.height(), image.width()));
    }
  }

  record BlankBorders(double level) implements Crop {
    BlankBorders {
      if (!(level >= 0 && level < 1)) {
        throw new IllegalArgumentException("level: expected in [0,1), found " + level);
      }
    }

    @Override
    public Optional<Region> region(PixelGrid image, LabelMap mask) {
      IntensityRange range = image.nominal();
      double limit = range.low() + level * (range.high() - range.low());
      int[] inRow = new int[image.height()];
      int[] inColumn = new int[image.width()];
      for (int y = 0; y < image.height(); y++) {
        for (int x = 0; x < image.width(); x++) {
          if (brightest(image, y, x) > limit) {
            inRow[y]++;
            inColumn[x]++;
          }
        }
      }
      Region whole = Region.whole(image.height(), image.width());
      Region kept =
          span(y -> (long) inRow[y] * STRAY > image.width(), image.height())
              .flatMap(
                  rows ->
                      span(x -> (long) inColumn[x] * STRAY > image.height(), image.width())
                          .map(cols -> new Region(rows[0], cols[0], rows[1], cols[1])))
              .orElse(whole);
      return Optional.of(mask.lesionBox(LesionChoice.ALL).map(kept::union).orElse(kept));
    }

    private static float brightest(PixelGrid image, int y, int x) {
      float value = image.at(0, y, x);
      for (int c = 1; c < image.channels(); c++) {
        value = Math.max(value, image.at(c, y, x));
      }
      return value;
    }

    /** Start and length of the span between the first and the last index that is kept. */
    private static Optional<int[]> span(IntPredicate keep, int length) {
      int first = 0;
      while (first < length && !keep.test(first)) {
        first++;
      }
      int last = length - 1;
      while (last > first && !keep.test(last)) {
        last--;
      }
      return first == length ? Optional.empty() : Optional.of(new int[] {first, last - first + 1});
    }
  }

  record AroundLesion(double margin, int leastSide, LesionChoice choice) implements Crop {
    AroundLesion {
      if (!(margin >= 0 && margin <= 100)) {
        throw new IllegalArgumentException("margin: expected in [0,100], found " + margin);
      }
      if (leastSide < 1) {
        throw new IllegalArgumentException("leastSide: expected at least 1, found " + leastSide);
      }
    }

    @Override
    public Optional<Region> region(PixelGrid image, LabelMap mask) {
      return mask.lesionBox(choice).map(box -> square(box, image.height(), image.width()));
    }

    private Region square(Region box, int height, int width) {
      double wanted = Math.ceil(Math.max(box.height(), box.width()) * (1 + 2 * margin));
      int side = (int) Math.min(Math.max(wanted, leastSide), Math.min(height, width));
      int top = start(box.top() + box.height() / 2.0, side, height);
      int left = start(box.left() + box.width() / 2.0, side, width);
      return new Region(top, left, side, side);
    }

    private static int start(double centre, int side, int length) {
      return Math.min(Math.max((int) Math.round(centre - side / 2.0), 0), length - side);
    }
  }
}
