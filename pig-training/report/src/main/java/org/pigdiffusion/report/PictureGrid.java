package org.pigdiffusion.report;

import java.util.List;
import org.pigdiffusion.picture.Picture;

/**
 * Pictures side by side, each with a caption of its own.
 *
 * @param title the heading
 * @param caption what all of them show
 * @param scale by how much a pixel is enlarged on the page, in [1, 16]; its edges stay sharp
 * @param pictures at least one
 * @param together how many neighbours belong together, such as 2 for couples, and stay on one line;
 *     at least 1
 */
public record PictureGrid(
    String title, String caption, int scale, List<Captioned> pictures, int together)
    implements ReportSection {
  private static final int MOST = 16;

  /** Pictures of which each stands alone. */
  public PictureGrid(String title, String caption, int scale, List<Captioned> pictures) {
    this(title, caption, scale, pictures, 1);
  }

  /** Checks and copies the pictures. */
  public PictureGrid {
    Texts.requireTitle(title);
    pictures = List.copyOf(pictures);
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException("pictures: expected at least one, found none");
    }
    if (scale < 1 || scale > MOST) {
      throw new IllegalArgumentException(
          "scale: expected 1 to %d, found %d".formatted(MOST, scale));
    }
    if (together < 1) {
      throw new IllegalArgumentException("together: expected at least 1, found " + together);
    }
  }

  /**
   * One picture.
   *
   * @param picture to be shown
   * @param caption what it is, such as its index and seed
   */
  public record Captioned(Picture picture, String caption) {}
}
