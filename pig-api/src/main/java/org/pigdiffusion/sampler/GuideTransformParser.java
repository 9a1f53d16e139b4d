package org.pigdiffusion.sampler;

import org.pigdiffusion.internal.Nesting;

/** Reads what {@link GuideTransform#description} writes. */
final class GuideTransformParser {
  private static final String FORMS =
      "identity, clamped, binary(absolute,t), softBinary(absolute,t,width),"
          + " ternary(absolute,lower,upper), the same three with relative, classes(count),"
          + " softClasses(count,width), smoothed(size,transform),"
          + " withoutIslands(leastPixels,transform) or then(transform,transform)";

  private GuideTransformParser() {}

  static GuideTransform parse(String description) {
    return read(Nesting.require("guide transform", description));
  }

  private static GuideTransform read(String description) {
    Term term = Term.of(description);
    try {
      return switch (term.signature()) {
        case "identity/0" -> GuideTransform.identity();
        // The second is an older name, which model files bear.
        case "clamped/0", "limited/0" -> GuideTransform.clamped();
        case "binary/2" -> GuideTransform.binary(threshold(term, 1));
        case "softBinary/3" -> GuideTransform.softBinary(threshold(term, 1), term.number(2));
        case "ternary/3" -> ternary(term);
        case "classes/1" -> GuideTransform.classes(term.whole(0));
        case "softClasses/2" -> GuideTransform.softClasses(term.whole(0), term.number(1));
        case "smoothed/2" -> read(term.argument(1)).smoothed(term.whole(0));
        case "withoutIslands/2" -> read(term.argument(1)).withoutIslands(term.whole(0));
        case "then/2" -> read(term.argument(0)).then(read(term.argument(1)));
        default ->
            throw new IllegalArgumentException(
                "guide transform: expected " + FORMS + ", found " + description);
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "guide transform: expected numbers as settings, found " + description, e);
    }
  }

  private static GuideTransform ternary(Term term) {
    return GuideTransform.ternary(threshold(term, 1), threshold(term, 2));
  }

  /** A threshold of the kind that comes first among the arguments. */
  private static Threshold threshold(Term term, int at) {
    return switch (term.argument(0)) {
      case "absolute" -> Threshold.absolute(term.number(at));
      case "relative" -> Threshold.relative(term.number(at));
      default ->
          throw new IllegalArgumentException(
              "threshold: expected absolute or relative, found " + term.argument(0));
    };
  }
}
