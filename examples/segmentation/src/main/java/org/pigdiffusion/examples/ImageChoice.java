package org.pigdiffusion.examples;

import java.util.ArrayList;
import java.util.List;
import org.pigdiffusion.data.Folds;
import org.pigdiffusion.data.GroupDraw;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.trainer.PairSource;
import picocli.CommandLine.Option;

/** The options that say from how many images networks learn, and on how many they are measured. */
final class ImageChoice {
  @Option(
      names = "--images",
      converter = OptionValues.Positive.class,
      description =
          "learn from so many images of each fold's training part alone, in whole groups; all"
              + " unless given")
  private Integer images;

  @Option(
      names = "--test-images",
      converter = OptionValues.Positive.class,
      description =
          "measure on so many images of each fold at most, in whole groups; all unless given")
  private Integer testImages;

  @Option(names = "--draw", description = "seed that chooses these images; 1 unless given")
  private Long draw;

  /** Whether only some images are learnt from. */
  boolean isLimited() {
    return images != null;
  }

  /** The folds with the images that were chosen. */
  List<Folds.Fold> of(List<Folds.Fold> folds) {
    if (draw != null && images == null && testImages == null) {
      throw new IllegalArgumentException(
          "--draw: expected with --images or --test-images, found neither");
    }
    long first = draw == null ? 1 : draw;
    List<Folds.Fold> chosen = new ArrayList<>();
    for (Folds.Fold fold : folds) {
      // Another draw in each fold, the same for any number of images.
      long seed = 31 * first + chosen.size();
      chosen.add(new Folds.Fold(training(fold.training(), seed), test(fold.test(), seed)));
    }
    return chosen;
  }

  private PairSource training(PairSource all, long seed) {
    if (images == null) {
      return all;
    }
    if (images > all.size()) {
      throw new IllegalArgumentException(
          "--images: expected at most the %d of a fold's training part, found %d"
              .formatted(all.size(), images));
    }
    return new GroupDraw(images, seed).apply(all);
  }

  private PairSource test(PairSource all, long seed) {
    return testImages == null || testImages >= all.size()
        ? all
        : new GroupDraw(testImages, seed).apply(all);
  }
}
