package org.pigdiffusion.evaluation;

import org.pigdiffusion.internal.PatchLabels;

/** The separate patches of a mask, by number from 1: {@link PatchLabels}. */
record Patches(Mask mask, PatchLabels labels) {

  static Patches of(Mask mask) {
    return new Patches(mask, PatchLabels.of(mask.values(), mask.height(), mask.width()));
  }

  /** The number of patches. */
  int count() {
    return labels.count();
  }

  /** One patch alone. */
  Mask mask(int label) {
    boolean[] patch = new boolean[labels.pixels()];
    for (int i = 0; i < patch.length; i++) {
      patch[i] = labels.at(i) == label;
    }
    return mask.with(patch);
  }

  /**
   * All patches that share a pixel with a lesion.
   *
   * @param seen by number; those of these patches become true
   */
  Mask overlapping(Mask lesion, boolean[] seen) {
    boolean[] chosen = new boolean[count() + 1];
    for (int i = 0; i < labels.pixels(); i++) {
      if (lesion.values()[i] && labels.at(i) > 0) {
        chosen[labels.at(i)] = true;
        seen[labels.at(i)] = true;
      }
    }
    boolean[] patches = new boolean[labels.pixels()];
    for (int i = 0; i < patches.length; i++) {
      patches[i] = chosen[labels.at(i)];
    }
    return mask.with(patches);
  }
}
