package org.pigdiffusion.sampler;

import org.pigdiffusion.internal.Nesting;

/** Reads what {@link GuideRefresh#description} writes. */
final class GuideRefreshParser {
  private GuideRefreshParser() {}

  static GuideRefresh parse(String description) {
    return read(Nesting.require("guide refresh", description));
  }

  private static GuideRefresh read(String description) {
    Term term = Term.of(description);
    try {
      return switch (term.signature()) {
        case "always/0" -> GuideRefresh.always();
        case "every/1" -> GuideRefresh.every(term.whole(0));
        case "whileChanging/1" -> GuideRefresh.whileChanging(term.number(0));
        // The second is an older name, which stored texts bear.
        case "noiseLevelWithin/2", "within/2" ->
            GuideRefresh.noiseLevelWithin(term.number(0), term.number(1));
        case "frozenAfter/1" -> GuideRefresh.frozenAfter(term.whole(0));
        case "extrapolating/1" -> read(term.argument(0)).extrapolating();
        case "and/2" -> read(term.argument(0)).and(read(term.argument(1)));
        case "or/2" -> read(term.argument(0)).or(read(term.argument(1)));
        default ->
            throw new IllegalArgumentException(
                "guide refresh: expected always, every(k), whileChanging(threshold),"
                    + " noiseLevelWithin(least,most), frozenAfter(k), extrapolating(...), and(...,...) or"
                    + " or(...,...), found "
                    + description);
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "guide refresh: expected numbers as settings, found " + description, e);
    }
  }
}
