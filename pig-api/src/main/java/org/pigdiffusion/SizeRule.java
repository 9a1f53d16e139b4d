package org.pigdiffusion;

/**
 * The image sizes that a network takes. A fixed side is given by its length, a free one by 0.
 *
 * @param height the only height allowed, or 0 if free
 * @param width the only width allowed, or 0 if free
 * @param multiple a number that divides every free side, at least 1
 */
public record SizeRule(int height, int width, int multiple) {
  /** Creates a rule. */
  public SizeRule {
    if (height < 0 || width < 0 || multiple < 1) {
      throw new IllegalArgumentException(
          "size rule: expected height >= 0, width >= 0 and multiple >= 1, found %d, %d and %d"
              .formatted(height, width, multiple));
    }
  }

  /** Any size of which both sides are multiples of the number. */
  public static SizeRule multipleOf(int multiple) {
    return new SizeRule(0, 0, multiple);
  }

  /** One size only. */
  public static SizeRule fixed(int height, int width) {
    return new SizeRule(height, width, 1);
  }

  /**
   * Checks a size.
   *
   * @throws IllegalArgumentException if this rule does not allow it
   */
  public void require(int actualHeight, int actualWidth) {
    requireSide("height", height, actualHeight);
    requireSide("width", width, actualWidth);
  }

  private void requireSide(String name, int fixed, int actual) {
    if (fixed != 0 && actual != fixed) {
      throw new IllegalArgumentException(name + ": expected " + fixed + ", found " + actual);
    }
    if (fixed == 0 && (actual < 1 || actual % multiple != 0)) {
      throw new IllegalArgumentException(
          name + ": expected a positive multiple of " + multiple + ", found " + actual);
    }
  }
}
