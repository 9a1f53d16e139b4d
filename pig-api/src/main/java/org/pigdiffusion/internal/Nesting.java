package org.pigdiffusion.internal;

import static java.util.Objects.requireNonNull;

/**
 * Bounds how deep the brackets of a text are nested. The readers of texts call themselves for what
 * is within brackets, and texts come from files of anybody: without a bound, a file could exhaust
 * the stack.
 */
public final class Nesting {
  /** Far more than any sensible text has. */
  public static final int MOST = 100;

  private Nesting() {}

  /**
   * Returns the text if its brackets are nested at most {@link #MOST} deep.
   *
   * @param what names the text in messages
   */
  public static String require(String what, String text) {
    requireNonNull(text, what);
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth > MOST) {
        throw new IllegalArgumentException(
            "%s: expected brackets nested at most %d deep, found one more at position %d"
                .formatted(what, MOST, i));
      }
    }
    return text;
  }
}
