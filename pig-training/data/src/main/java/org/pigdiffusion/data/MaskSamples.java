package org.pigdiffusion.data;

/** Which numbers of a mask file say the class of a pixel. */
public enum MaskSamples {
  /** Its grey value; an alpha channel must be opaque everywhere, a palette must be of greys. */
  GREY,
  /** Its opacity, of a file with an alpha channel; the colours are not looked at. */
  ALPHA,
  /**
   * The number of its colour in the palette, of a palette file: 0, 1, 2 and so on. Label programs
   * save classes so, PASCAL VOC among them; the colours are for the eye only.
   */
  PALETTE_INDEX
}
