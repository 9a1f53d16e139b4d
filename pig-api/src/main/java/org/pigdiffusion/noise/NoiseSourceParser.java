package org.pigdiffusion.noise;

import static java.util.Objects.requireNonNull;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@link NoiseSource#description} of the library's sources says. */
final class NoiseSourceParser {
  private static final Pattern FORM = Pattern.compile("(keyed|torch)\\((-?\\d+)\\)");

  private NoiseSourceParser() {}

  static NoiseSource parse(String description) {
    Matcher form = FORM.matcher(requireNonNull(description, "noise source"));
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "noise source: expected keyed(seed) or torch(seed), found '%s'".formatted(description));
    }
    long seed = seed(form.group(2));
    return form.group(1).equals("keyed") ? NoiseSource.keyed(seed) : NoiseSource.torch(seed);
  }

  private static long seed(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "seed: expected a whole number of 64 bits, found " + digits, e);
    }
  }
}
