package org.pigdiffusion.data.dicom;

/**
 * Which of a grey picture's views is taken: a file may offer several windows and look-up tables,
 * each of which a viewer may show (PS3.3 section C.11.2).
 *
 * @param kind what is looked for
 * @param number which of them, counted from 1; 1 where there is nothing to count
 */
public record VoiChoice(Kind kind, int number) {
  /** What is looked for. */
  public enum Kind {
    /** The first table, else the first window, else all values. */
    FIRST,
    /** A window. */
    WINDOW,
    /** A look-up table. */
    TABLE,
    /** Neither. */
    NONE
  }

  /** Creates a choice; the factories are easier to read. */
  public VoiChoice {
    if (number < 1) {
      throw new IllegalArgumentException("number: expected at least 1, found " + number);
    }
  }

  /**
   * The first view that the file offers: its first look-up table if it has one, else its first
   * window, else all values. The default.
   */
  public static VoiChoice first() {
    return new VoiChoice(Kind.FIRST, 1);
  }

  /** The window of this number, counted from 1; a file without it is refused. */
  public static VoiChoice window(int number) {
    return new VoiChoice(Kind.WINDOW, number);
  }

  /** The look-up table of this number, counted from 1; a file without it is refused. */
  public static VoiChoice table(int number) {
    return new VoiChoice(Kind.TABLE, number);
  }

  /** All values, after slope and intercept: for windows of your own, and always for masks. */
  public static VoiChoice none() {
    return new VoiChoice(Kind.NONE, 1);
  }
}
