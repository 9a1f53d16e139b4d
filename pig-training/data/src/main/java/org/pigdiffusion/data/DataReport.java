package org.pigdiffusion.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pigdiffusion.internal.Excerpt;

/**
 * All that is wrong with a data set, found before training.
 *
 * @param data the folder or manifest that was checked
 * @param faults in the order of the files
 */
public record DataReport(String data, List<DataFault> faults) {
  private static final int MOST_SHOWN = 3;
  private static final int MOST_NAMED = 10;
  private static final int WORDS = 5;
  private static final Predicate<String> PLAIN_WORD =
      Pattern.compile("[a-zA-Z]+").asMatchPredicate();

  /** Creates a report with a copy of the list. */
  public DataReport {
    faults = List.copyOf(faults);
  }

  /**
   * The report, one fault a line. Of more than three faults of one kind that say the same, the
   * first stands for all, with their number and the first of their files. Images and masks that lie
   * in two folders are told apart.
   */
  @Override
  public String toString() {
    boolean apart = faults.stream().map(DataReport::folder).distinct().count() == 2;
    Map<String, List<DataFault>> alike = new LinkedHashMap<>();
    for (DataFault fault : faults) {
      String key = apart ? folder(fault) + " " + likeness(fault) : likeness(fault);
      alike.computeIfAbsent(key, absent -> new ArrayList<>()).add(fault);
    }
    return alike.values().stream()
        .map(DataReport::lines)
        .collect(Collectors.joining("", data + ": " + faults.size() + " fault(s)", ""));
  }

  private static String lines(List<DataFault> alike) {
    if (alike.size() > MOST_SHOWN) {
      String files =
          alike.stream()
              .limit(MOST_NAMED)
              .skip(1)
              .map(fault -> Excerpt.of(fault.file()))
              .collect(Collectors.joining(", "));
      return "\n  %s (and %d more like it: %s%s)"
          .formatted(
              alike.get(0), alike.size() - 1, files, alike.size() > MOST_NAMED ? ", ..." : "");
    }
    return alike.stream().map(fault -> "\n  " + fault).collect(Collectors.joining());
  }

  /** The folder of the data set in which a file is. */
  private static String folder(DataFault fault) {
    int end = fault.file().indexOf('/');
    return end < 0 ? "" : fault.file().substring(0, end);
  }

  /** The kind and the first words of what was expected, without numbers and names. */
  private static String likeness(DataFault fault) {
    return Stream.concat(
            Stream.of(fault.kind().name()),
            Arrays.stream(fault.detail().split(" ", -1)).filter(PLAIN_WORD).limit(WORDS))
        .collect(Collectors.joining(" "));
  }
}
