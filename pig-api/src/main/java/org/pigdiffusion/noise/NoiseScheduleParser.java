package org.pigdiffusion.noise;

import com.google.common.base.Splitter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pigdiffusion.internal.Nesting;

/** Reads what {@link NoiseSchedule#description} writes. */
final class NoiseScheduleParser {
  private static final Pattern CALL = Pattern.compile("\\s*(\\w+)\\((.*)\\)\\s*");

  private NoiseScheduleParser() {}

  static NoiseSchedule parse(String description) {
    return read(Nesting.require("noise schedule", description));
  }

  private static NoiseSchedule read(String description) {
    Matcher call = CALL.matcher(description);
    if (!call.matches()) {
      throw new IllegalArgumentException(
          "noise schedule: expected name(settings), found " + description);
    }
    String name = call.group(1);
    String inside = call.group(2);
    if (name.equals("zeroTerminalSnr")) {
      return read(inside).zeroTerminalSnr();
    }
    if (name.equals("shifted")) {
      int comma = inside.lastIndexOf(',');
      double[] factor = numbers(description, inside.substring(comma + 1));
      return read(inside.substring(0, Math.max(comma, 0))).shifted(factor[0]);
    }
    return BetaCurve.labelled(name).schedule(numbers(description, inside));
  }

  private static double[] numbers(String description, String inside) {
    try {
      return Splitter.on(',')
          .trimResults()
          .splitToStream(inside)
          .mapToDouble(Double::parseDouble)
          .toArray();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "noise schedule: expected numbers within the brackets, found " + description, e);
    }
  }
}
