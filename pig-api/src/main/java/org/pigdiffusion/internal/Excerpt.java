package org.pigdiffusion.internal;

/**
 * What comes from a file, as messages show it: on one line, and never longer than a message should
 * be. A file may hold megabytes where a word was expected.
 */
public final class Excerpt {
  private static final int MOST = 120;

  private Excerpt() {}

  /** The first 120 characters of a value or a name. */
  public static String of(Object found) {
    return of(found, MOST);
  }

  /**
   * The first characters of a text; if there are more, with how many. Line ends and other control
   * characters are written as in Java.
   *
   * @param most how many are shown
   */
  public static String of(Object found, int most) {
    String text = found.toString();
    if (text.length() <= most) {
      return onOneLine(text);
    }
    boolean splits = Character.isHighSurrogate(text.charAt(most - 1));
    return "%s... (%d characters)"
        .formatted(onOneLine(text.substring(0, splits ? most - 1 : most)), text.length());
  }

  private static String onOneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> {
          if (isControl(c)) {
            line.append("\\u%04x".formatted((int) c));
          } else {
            line.append(c);
          }
        }
      }
    }
    return line.toString();
  }

  /** Line separators, too, and what makes a terminal write backwards. */
  private static boolean isControl(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
