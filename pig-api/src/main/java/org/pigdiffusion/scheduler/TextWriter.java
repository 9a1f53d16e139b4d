package org.pigdiffusion.scheduler;

import com.google.common.base.CaseFormat;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.StringJoiner;
import java.util.stream.DoubleStream;

/** Writes the texts that {@link MethodParser} reads: {@code name(key=value,...)}. */
final class TextWriter {
  private final StringJoiner settings;

  private TextWriter(String name) {
    settings = new StringJoiner(",", name + "(", ")").setEmptyValue(name);
  }

  /** Begins the text of a rule. */
  static TextWriter rule(String name) {
    return new TextWriter(name);
  }

  /** Adds a setting, unless it is the standard one. */
  @CanIgnoreReturnValue
  TextWriter setting(String key, Object value, Object standard) {
    if (!value.equals(standard)) {
      settings.add(key + "=" + text(value));
    }
    return this;
  }

  private static String text(Object value) {
    if (value instanceof Double number) {
      return number(number);
    }
    return value instanceof Enum<?> constant ? constant(constant) : value.toString();
  }

  /** The text. */
  String text() {
    return settings.toString();
  }

  /** The text of something with numbers: {@code name(number,...)}. */
  static String call(String name, DoubleStream numbers) {
    TextWriter text = new TextWriter(name);
    numbers.forEach(number -> text.settings.add(number(number)));
    return text.text();
  }

  /** The shortest decimal number that is read as this one. */
  static String number(double number) {
    String text = Double.toString(number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** The name of a constant, such as {@code fixedLarge}. */
  static String constant(Enum<?> constant) {
    return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, constant.name());
  }
}
