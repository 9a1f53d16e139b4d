package org.pigdiffusion.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.pigdiffusion.internal.Checksum;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/**
 * Finds test pairs that something has learnt from: a figure measured on them would be too good. A
 * pair is found by its group, such as the patient, and by its image, value by value, in case the
 * same image bears another name. It does not find an image that was cut or scaled otherwise under
 * another name of the patient.
 */
public final class LeakCheck {
  private static final int SHOWN = 5;

  private LeakCheck() {}

  /**
   * What is wrong with some test pairs, one sentence a pair; empty if they are unseen.
   *
   * @param learnt what a generator or a segmentation network learns from
   * @param test what is to be measured on
   */
  public static List<String> find(PairSource learnt, PairSource test) {
    Map<String, String> groups = names(learnt, PairExample::group);
    Map<String, String> images = names(learnt, LeakCheck::image);
    List<String> leaks = new ArrayList<>();
    for (int i = 0; i < test.size(); i++) {
      PairExample pair = test.example(i);
      String sameGroup = groups.get(pair.group());
      String sameImage = images.get(image(pair));
      if (sameGroup != null) {
        leaks.add("%s is of group %s, as %s".formatted(pair.name(), pair.group(), sameGroup));
      } else if (sameImage != null) {
        leaks.add("%s has the image of %s".formatted(pair.name(), sameImage));
      }
    }
    return leaks;
  }

  /**
   * Refuses test pairs that were learnt from.
   *
   * @param who learns, for the message, such as {@code the generator of fold 1}
   * @param learnt what it learns from
   * @param test what is to be measured on
   * @throws IllegalArgumentException if there is any; the message names some of them
   */
  public static void requireUnseen(String who, PairSource learnt, PairSource test) {
    List<String> leaks = find(learnt, test);
    if (!leaks.isEmpty()) {
      throw new IllegalArgumentException(
          "test: expected pairs that %s has not learnt from, found %d of %d that it has: %s;"
                  .formatted(who, leaks.size(), test.size(), shown(leaks))
              + " give the group of each pair, and divide by group");
    }
  }

  /**
   * Refuses generated pairs that have the image of a test pair, value by value: whoever made them
   * has seen it.
   *
   * @param who made them, for the message
   * @param generated what segmentation networks are to learn from
   * @param test what is to be measured on
   * @throws IllegalArgumentException if there is any; the message names some of them
   */
  public static void requireNoCopies(String who, PairSource generated, PairSource test) {
    Map<String, String> images = names(test, LeakCheck::image);
    List<String> copies = new ArrayList<>();
    for (int i = 0; i < generated.size(); i++) {
      PairExample pair = generated.example(i);
      String same = images.get(image(pair));
      if (same != null) {
        copies.add("%s has the image of %s".formatted(pair.name(), same));
      }
    }
    if (!copies.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: expected no test image among the generated pairs, found %d of %d: %s; let it learn"
                  .formatted(who, copies.size(), generated.size(), shown(copies))
              + " from training pairs alone");
    }
  }

  /** The name of the first pair with each key. */
  private static Map<String, String> names(PairSource pairs, Function<PairExample, String> key) {
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      PairExample pair = pairs.example(i);
      names.putIfAbsent(key.apply(pair), pair.name());
    }
    return names;
  }

  private static String shown(List<String> leaks) {
    return String.join("; ", leaks.subList(0, Math.min(SHOWN, leaks.size())))
        + (leaks.size() > SHOWN ? "; ..." : "");
  }

  private static String image(PairExample pair) {
    return Checksum.start().add(pair.y()).hex();
  }
}
