package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataReportTest {
  private static DataFault missing(int i) {
    return new DataFault(
        DataFault.Kind.MISSING_MASK,
        "images/a" + i + ".png",
        "expected a mask named masks/a%d.*, found none".formatted(i));
  }

  private static List<String> lines(List<DataFault> faults) {
    return new DataReport("data", faults).toString().lines().toList();
  }

  @Test
  void faultsThatSayTheSameAreCountedAndOthersStay() {
    List<DataFault> faults = new ArrayList<>();
    for (int i = 0; i < 312; i++) {
      faults.add(missing(i));
    }
    faults.add(2, new DataFault(DataFault.Kind.UNREADABLE, "images/b.png", "is empty"));
    assertEquals(
        List.of(
            "data: 313 fault(s)",
            "  images/a0.png: MISSING_MASK: expected a mask named masks/a0.*, found none"
                + " (and 311 more like it)",
            "  images/b.png: UNREADABLE: is empty"),
        lines(faults));
    assertEquals(313, new DataReport("data", faults).faults().size());
  }

  @Test
  void threeAreShownEach() {
    assertEquals(4, lines(List.of(missing(1), missing(2), missing(3))).size());
  }

  @Test
  void oneKindOfDifferentCausesIsNotMixed() {
    List<DataFault> faults = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      faults.add(new DataFault(DataFault.Kind.UNREADABLE, i + ".png", "is empty"));
      faults.add(new DataFault(DataFault.Kind.UNREADABLE, i + ".jpg", "is a CMYK JPEG: inks"));
    }
    assertEquals(
        List.of(
            "data: 8 fault(s)",
            "  0.png: UNREADABLE: is empty (and 3 more like it)",
            "  0.jpg: UNREADABLE: is a CMYK JPEG: inks (and 3 more like it)"),
        lines(faults));
  }
}
