package org.pigdiffusion.sampler;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@link GuideTransform#description} writes. */
final class GuideTransformParser {
  private static final Pattern BINARY = Pattern.compile("binary\\((absolute|relative),([^)]+)\\)");
  private static final Pattern CLASSES = Pattern.compile("classes\\((\\d+)\\)");
  private static final Pattern SMOOTHED = Pattern.compile("smoothed\\((\\d+),(.*)\\)");

  private GuideTransformParser() {}

  static GuideTransform parse(String description) {
    Matcher binary = BINARY.matcher(description);
    Matcher classes = CLASSES.matcher(description);
    Matcher smoothed = SMOOTHED.matcher(description);
    try {
      if (description.equals(Identity.IDENTITY.description())) {
        return GuideTransform.identity();
      } else if (description.equals(Limited.LIMITED.description())) {
        return GuideTransform.limited();
      } else if (binary.matches()) {
        double value = Double.parseDouble(binary.group(2));
        return GuideTransform.binary(
            binary.group(1).equals("relative")
                ? Threshold.relative(value)
                : Threshold.absolute(value));
      } else if (classes.matches()) {
        return GuideTransform.classes(Integer.parseInt(classes.group(1)));
      } else if (smoothed.matches()) {
        return parse(smoothed.group(2)).smoothed(Integer.parseInt(smoothed.group(1)));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "guide transform: expected numbers as settings, found " + description, e);
    }
    throw new IllegalArgumentException(
        "guide transform: expected identity, limited, binary(...), classes(...) or smoothed(...),"
            + " found "
            + description);
  }
}
