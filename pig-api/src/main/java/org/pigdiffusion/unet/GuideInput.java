package org.pigdiffusion.unet;

/** How the condition enters the network. */
public enum GuideInput {
  /** Joined to the noisy sample along the channel axis (the paper). */
  CONCAT,
  /** Added to the noisy sample; both need the same channels. */
  ADD
}
