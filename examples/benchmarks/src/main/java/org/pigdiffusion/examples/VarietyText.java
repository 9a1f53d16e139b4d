package org.pigdiffusion.examples;

import org.pigdiffusion.report.FigureTable;

/** What {@link Variety} says above each of its tables, for those who see one for the first time. */
final class VarietyText {
  static final String AREAS =
      """

      ## Areas of masks, % of the image

      If the standard deviation of sampled masks is less than that of held-out ones, they are too
      much alike in size. The last rows tell where that comes from. Each begins with the held-out
      pairs and noise of a standard deviation, sigma, beside images of -1 to 1, and takes the last
      steps of the method from there on. Read them from below: as long as the masks vary as the
      held-out ones do, nothing is lost in less noise than that. The first row that varies less
      tells that it is lost between its noise and that of the row below. Behind each standard
      deviation is its 95 % interval. If the rows are not in order, or intervals that are compared
      overlap, the differences may be of chance: take more --pairs.

      """;

  static final String LIKENESS =
      """

      ## How much images are alike

      The mean structural similarity (MS-SSIM, two scales) of all pairs of images of a row: 1 if all
      are equal. If it is much higher for sampled images than for real ones, the model makes much
      the same image again and again. It says nothing of how good they are: noise is least alike.

      """;

  static final String CALIBRATION =
      """

      ## What each model knows in how much noise

      Noise is added to training pairs, and what a model takes for the clean image is compared with
      the clean image: in the mean of the whole image; and in means of cells, for which the image is
      cut into 2x2 and into 4x4 equal parts, each without the mean of the next larger cell around it.

      - Slope: that of the true values over the model's, with its 95 % interval, bold if 1 is not in
        it and R2 is 0.05 or more. At 1 the model says what it knows. Above 1 it says too little: its
        values are too near to the mean, and what it makes varies too little. Below 1 it says too
        much.
      - R2: the share of the variance of the true values that the model's explain. Near 0 the model
        knows nothing, and the slope tells little; near 1 all is decided.

      """;

  private static final String TITLE_OF_IMAGES = "\n## Images, by their masks\n\n";

  /** In the place of the last table. */
  static final String NO_IMAGES =
      TITLE_OF_IMAGES + "Not measured: this needs --extractor and --out.\n";

  private VarietyText() {}

  /**
   * Above the last table.
   *
   * @param heldOut how many images all rows are compared with
   * @param each how many images a row has
   */
  static String images(int heldOut, int each) {
    return TITLE_OF_IMAGES
        + """
        Each row has %d images, and is compared with %d held-out real images. Recall is the share of
        their variety that is there; the row of training pairs has what can be reached. If it is
        higher for training masks than as the pair samples, the masks are what varies too little; if
        it is as low, the images do so themselves. The last row makes an image once more for each
        mask that the pair sampled, which model y is now shown from the first step on: if it is
        better than as the pair samples, model y loses by the unfinished masks that it is shown.

        """
            .formatted(each, heldOut);
  }

  /** Below the last table, of the same numbers: what is to be said if there are few images. */
  static String few(int heldOut, int each) {
    String text = "";
    if (heldOut < FigureTable.FEW) {
      text +=
          """

          Against %d held-out images: that says little. Take %d or more: a greater --reference if
          more are held out, or a pair that was trained with a greater --validation or more images.
          """
              .formatted(heldOut, FigureTable.FEW);
    }
    if (each < FigureTable.FEW) {
      text +=
          """

          Rows of %d images: that says little. Take %d or more --pairs, and as many training images.
          """
              .formatted(each, FigureTable.FEW);
    }
    return text;
  }
}
