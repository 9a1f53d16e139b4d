package org.pigdiffusion.unet;

/** At which of the attention levels the upward path has attention too. */
public enum UpwardAttention {
  /** At all of them, as in the DDIM network. */
  ALL_LEVELS,
  /** Only at the lowest resolution: reproduces a slip in the PIG authors' code. */
  LOWEST_LEVEL
}
