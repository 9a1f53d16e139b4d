package org.pigdiffusion.training.data;

import java.util.List;
import java.util.stream.Collectors;

/**
 * All that is wrong with a data set, found before training.
 *
 * @param data the folder or manifest that was checked
 * @param faults in the order of the files
 */
public record DataReport(String data, List<DataFault> faults) {
  /** Creates a report with a copy of the list. */
  public DataReport {
    faults = List.copyOf(faults);
  }

  /** The report, one fault a line. */
  @Override
  public String toString() {
    return faults.stream()
        .map(fault -> "\n  " + fault)
        .collect(Collectors.joining("", data + ": " + faults.size() + " fault(s)", ""));
  }
}
