package org.pigdiffusion.scheduler;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A method's text, read from left to right. A fault says where, what was expected, what found. */
final class TextReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9+-]*");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?|Infinity)");
  private static final Pattern WHOLE = Pattern.compile("\\d+");
  private static final Pattern VALUE = Pattern.compile("[^,()=@:]+");

  private final String text;
  private int position;

  TextReader(String text) {
    this.text = text;
  }

  /** The same text, read from another position. */
  TextReader from(int other) {
    TextReader reader = new TextReader(text);
    reader.position = other;
    return reader;
  }

  /** Where the reading is, from 0. */
  int position() {
    return position;
  }

  /** Whether the next sign is this one, which is then read. */
  boolean takes(char sign) {
    boolean is = position < text.length() && text.charAt(position) == sign;
    position += is ? 1 : 0;
    return is;
  }

  /** Reads this sign. */
  void require(char sign) {
    if (!takes(sign)) {
      throw fault(position, "\"" + sign + "\"");
    }
  }

  /** Refuses what is left. */
  void requireEnd() {
    if (position < text.length()) {
      throw fault(position, "the end");
    }
  }

  /** Reads letters, digits, plus and minus signs. */
  String name(String expected) {
    return next(NAME, expected);
  }

  /** Reads all up to the next sign of the grammar. */
  String value() {
    return next(VALUE, "a value");
  }

  /** Reads a decimal number. */
  double number() {
    return Double.parseDouble(next(NUMBER, "a number"));
  }

  /** Reads a whole number. */
  int whole(String expected) {
    int from = position;
    try {
      return Integer.parseInt(next(WHOLE, expected));
    } catch (NumberFormatException e) {
      IllegalArgumentException fault = fault(from, expected + " of at most " + Integer.MAX_VALUE);
      fault.initCause(e);
      throw fault;
    }
  }

  private String next(Pattern pattern, String expected) {
    Matcher matcher = pattern.matcher(text).region(position, text.length());
    if (!matcher.lookingAt()) {
      throw fault(position, expected);
    }
    position = matcher.end();
    return matcher.group();
  }

  /** Says that the text is wrong from a position on. */
  IllegalArgumentException fault(int from, String expected) {
    String rest = text.substring(from);
    return new IllegalArgumentException(
        "method %s: expected %s at position %d, found %s"
            .formatted(text, expected, from, rest.isEmpty() ? "the end" : rest));
  }
}
