package org.pigdiffusion.examples;

import com.google.common.base.Ascii;
import java.util.Optional;
import org.pigdiffusion.examples.common.HeldOut;

/**
 * Who has seen the test images, as far as a program can know it.
 *
 * @param given of a pair of models that was given; empty if a pair is trained in each fold, or none
 */
record SeenBefore(Optional<HeldOut> given) {
  /** No network and no generator has, since all of them learn in the folds. */
  static final SeenBefore NO = new SeenBefore(Optional.empty());

  /** What kind of images the test images are: unseen or held-out. */
  String kind() {
    return given.isEmpty() ? "unseen" : "held-out";
  }

  /** The head of the table of what was measured on them. */
  String title() {
    return Ascii.toUpperCase(kind().charAt(0)) + kind().substring(1) + " test images";
  }

  /** What limits a verdict on generated pairs, as a sentence; mostly empty. */
  String doubt() {
    return given.equals(Optional.of(HeldOut.NOT_KNOWN))
        ? " Whether the given pair has learnt from the test images is not known: if it has, this is"
            + " too good (see How to read this)."
        : "";
  }

  /** Who has seen test images. */
  String sentences() {
    String networks = given.isEmpty() ? "No network and no generator" : "No segmentation network";
    return networks
        + " has seen a test image of its fold, or another image of the same group."
        + given.map(heldOut -> " The given pair: " + heldOut.sentences()).orElse("");
  }
}
