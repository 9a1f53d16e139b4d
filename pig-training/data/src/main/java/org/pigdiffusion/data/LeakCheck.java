package org.pigdiffusion.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    Map<String, String> groups = new HashMap<>();
    Map<String, String> images = new HashMap<>();
    for (int i = 0; i < learnt.size(); i++) {
      PairExample pair = learnt.example(i);
      groups.putIfAbsent(pair.group(), pair.name());
      images.putIfAbsent(image(pair), pair.name());
    }
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
          "test: expected pairs that %s has not learnt from, found %d of %d that it has: %s%s;"
                  .formatted(
                      who,
                      leaks.size(),
                      test.size(),
                      String.join("; ", leaks.subList(0, Math.min(SHOWN, leaks.size()))),
                      leaks.size() > SHOWN ? "; ..." : "")
              + " give the group of each pair, and divide by group");
    }
  }

  private static String image(PairExample pair) {
    return Checksum.start().add(pair.y()).hex();
  }
}
