package org.pigdiffusion;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows and columns of an image.
 *
 * @param height in pixels, in [1, 999,999,999]
 * @param width in pixels, in [1, 999,999,999]
 */
public record ImageSize(int height, int width) {
  private static final int MOST = 999_999_999;
  private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,8})x([1-9]\\d{0,8})");

  /** Checks the numbers. */
  public ImageSize {
    if (height < 1 || width < 1 || height > MOST || width > MOST) {
      throw new IllegalArgumentException(
          "image size: expected height and width in [1,%d], found %d and %d"
              .formatted(MOST, height, width));
    }
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if the text is no such size
   */
  public static ImageSize parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "image size: expected height x width, such as 64x48, found '" + text + "'");
    }
    return new ImageSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Height and width, such as {@code 64x48}. */
  @Override
  public String toString() {
    return height + "x" + width;
  }
}
