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

/**
 * All that is wrong with a data set, found before training.
 *
 * @param data the folder or manifest that was checked
 * @param faults in the order of the files
 */
public record DataReport(String data, List<DataFault> faults) {
  private static final int MOST_SHOWN = 3;
  private static final int WORDS = 5;
  private static final Predicate<String> PLAIN_WORD =
      Pattern.compile("[a-zA-Z]+").asMatchPredicate();

  /** Creates a report with a copy of the list. */
  public DataReport {
    faults = List.copyOf(faults);
  }

  /**
   * The report, one fault a line. Of more than three faults of one kind that say the same, the
   * first stands for all, with their number.
   */
  @Override
  public String toString() {
    Map<String, List<DataFault>> alike = new LinkedHashMap<>();
    for (DataFault fault : faults) {
      alike.computeIfAbsent(likeness(fault), key -> new ArrayList<>()).add(fault);
    }
    return alike.values().stream()
        .map(DataReport::lines)
        .collect(Collectors.joining("", data + ": " + faults.size() + " fault(s)", ""));
  }

  private static String lines(List<DataFault> alike) {
    if (alike.size() > MOST_SHOWN) {
      return "\n  %s (and %d more like it)".formatted(alike.get(0), alike.size() - 1);
    }
    return alike.stream().map(fault -> "\n  " + fault).collect(Collectors.joining());
  }

  /** The kind and the first words of what was expected, without numbers and names. */
  private static String likeness(DataFault fault) {
    return Stream.concat(
            Stream.of(fault.kind().name()),
            Arrays.stream(fault.detail().split(" ", -1)).filter(PLAIN_WORD).limit(WORDS))
        .collect(Collectors.joining(" "));
  }
}
