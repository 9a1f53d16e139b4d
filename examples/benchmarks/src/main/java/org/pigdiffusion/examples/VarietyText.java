package org.pigdiffusion.examples;

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
      tells that it is lost between its noise and that of the row below.

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
      the clean image: in the mean of the whole image; and in means of 2x2 and of 4x4 cells, each
      without the mean of the next larger cell around it.

      - Slope: that of the true values over the model's, with its 95 % interval, bold if 1 is not in
        it. At 1 the model says what it knows. Above 1 it says too little: its values are too near
        to the mean, and what it makes varies too little. Below 1 it says too much.
      - R2: the share of the variance of the true values that the model's explain. Near 0 the model
        knows nothing, and the slope tells little; near 1 all is decided.

      """;

  static final String IMAGES =
      """

      ## Images, by their masks

      Against held-out real images. Recall is the share of their variety that is there; the row of
      training pairs has what can be reached. If it is higher for training masks than as the pair
      samples, the masks are what varies too little; if it is as low, the images do so themselves.

      """;

  /** In the place of the last table. */
  static final String NO_IMAGES = "Not measured: this needs --extractor and --out.\n";

  private VarietyText() {}
}
