package org.pigdiffusion.data;

/** Which lesions of a mask a lesion-centred crop is laid around. */
public enum LesionChoice {
  /** The connected component with the most pixels; others may end up outside the crop. */
  LARGEST,
  /** The bounding box of all lesion pixels. */
  ALL
}
