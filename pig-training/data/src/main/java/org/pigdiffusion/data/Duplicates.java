package org.pigdiffusion.data;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds images that are there twice: they would stand on both sides of a split. */
final class Duplicates {
  private Duplicates() {}

  /**
   * Images of the same pixels in different groups.
   *
   * @param pixels for each entry, digests of its images
   */
  static List<DataFault> of(PairFiles files, List<List<String>> pixels) {
    Map<String, PairFiles.Entry> first = new HashMap<>();
    // A copy shares several digests, and is one fault.
    Set<DataFault> faults = new LinkedHashSet<>();
    for (int i = 0; i < pixels.size(); i++) {
      PairFiles.Entry entry = files.entries().get(i);
      for (String digest : pixels.get(i)) {
        PairFiles.Entry before = first.putIfAbsent(digest, entry);
        if (before != null && !before.group().equals(entry.group())) {
          faults.add(
              new DataFault(
                  DataFault.Kind.DUPLICATE,
                  files.shown(entry.image()),
                  "has the very pixels of %s, which is of another group: a split could train on one"
                          .formatted(files.shown(before.image()))
                      + " and validate on the other. Leave one out, or give both the same group"));
        }
      }
    }
    return List.copyOf(faults);
  }
}
