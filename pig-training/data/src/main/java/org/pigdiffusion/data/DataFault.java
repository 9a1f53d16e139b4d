package org.pigdiffusion.data;

import org.pigdiffusion.internal.Excerpt;

/**
 * One thing that is wrong with a data set.
 *
 * @param kind what is wrong
 * @param file the file, folder or manifest line that it is about, relative to the data set
 * @param detail what was expected and found
 */
public record DataFault(Kind kind, String file, String detail) {
  private static final int MOST = 1500;

  /** What can be wrong with a data set. */
  public enum Kind {
    /** A folder, a manifest or what a row filter leaves of it holds no image. */
    EMPTY,
    /** The manifest is missing, is no CSV, or a column or a cell is amiss. */
    BAD_MANIFEST,
    /** A mask without its image. */
    MISSING_IMAGE,
    /** An image without its mask. */
    MISSING_MASK,
    /** A row that names a file outside the manifest's folder. */
    OUTSIDE_FOLDER,
    /**
     * Two files of one folder with the same stem, one image in two rows or under two names, the
     * same pixels in two groups, or one group in two spellings.
     */
    DUPLICATE,
    /** An image in whose name the pattern of groups finds none. */
    NO_GROUP,

    /** A file that cannot be read as exactly one picture. */
    UNREADABLE,
    /** Image and mask differ in height, width or number of frames. */
    SIZE_MISMATCH,
    /** An image that reads as a mask, beside a mask that does not. */
    SWAPPED,
    /** An image with colours where grey is wanted. */
    COLOUR_IMAGE,
    /** A picture whose ratio of height to width is not that of the size trained at. */
    ASPECT_RATIO,
    /** An image of one value only, such as all black. */
    BLANK_IMAGE,
    /** A mask with grey levels that stand for no class. */
    GREY_MASK,
    /** A mask without a lesion where the crop needs one. */
    NO_LESION,
    /** A lesion that vanishes when cropped and resized. */
    LESION_LOST,
    /** A picture smaller than the crops that are to be cut from it. */
    TOO_SMALL
  }

  /** The fault in one line; of a text that is longer than any that is meant, its begin. */
  @Override
  public String toString() {
    return Excerpt.of(file, MOST) + ": " + kind + ": " + Excerpt.of(detail, MOST);
  }
}
