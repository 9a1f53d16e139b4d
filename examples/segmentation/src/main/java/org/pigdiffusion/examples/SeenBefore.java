package org.pigdiffusion.examples;

import com.google.common.base.Ascii;

/** Whether the pair of models has seen the test images, as far as a program can know it. */
enum SeenBefore {
  /** It was trained in each fold, or there is none. */
  NO(
      "unseen",
      "",
      "No network and no generator has seen a test image of its fold, or another image of the same"
          + " group."),
  /** It was given, and its checkpoints tell what it has learnt from. */
  CHOSE_WEIGHTS(
      "held-out",
      "",
      "No segmentation network has seen a test image of its fold, or another image of the same"
          + " group. The given pair has not learnt from test images, as its checkpoints tell, but"
          + " its weights were chosen by them."),
  /** It was given without its checkpoints. */
  NOT_KNOWN(
      "held-out",
      " Whether the given pair has learnt from the test images is not known: if it has, this is too"
          + " good (see How to read this).",
      "No segmentation network has seen a test image of its fold, or another image of the same"
          + " group. Of the given pair this is not known. It has not learnt from test images if the"
          + " data, --size, --validation and --data-seed are those that it was trained with; even"
          + " then its weights were chosen by them.");

  private final String kind;
  private final String doubt;
  private final String sentences;

  SeenBefore(String kind, String doubt, String sentences) {
    this.kind = kind;
    this.doubt = doubt;
    this.sentences = sentences;
  }

  /** What kind of images the test images are: unseen or held-out. */
  String kind() {
    return kind;
  }

  /** The head of the table of what was measured on them. */
  String title() {
    return Ascii.toUpperCase(kind.charAt(0)) + kind.substring(1) + " test images";
  }

  /** What limits a verdict on generated pairs, as a sentence; mostly empty. */
  String doubt() {
    return doubt;
  }

  /** Who has seen test images. */
  String sentences() {
    return sentences;
  }
}
