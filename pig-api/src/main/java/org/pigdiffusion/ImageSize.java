package org.pigdiffusion;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows and columns of an image.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 */
public record ImageSize(int height, int width) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})x(\\d{1,9})");

  /** Checks the numbers. */
  public ImageSize {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "image size: expected height and width >= 1, found %d and %d".formatted(height, width));
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
