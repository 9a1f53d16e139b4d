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
                + " (and 311 more like it: images/a1.png, images/a2.png, images/a3.png,"
                + " images/a4.png, images/a5.png, images/a6.png, images/a7.png, images/a8.png,"
                + " images/a9.png, ...)",
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
            "  0.png: UNREADABLE: is empty (and 3 more like it: 1.png, 2.png, 3.png)",
            "  0.jpg: UNREADABLE: is a CMYK JPEG: inks (and 3 more like it: 1.jpg, 2.jpg, 3.jpg)"),
        lines(faults));
  }

  private static List<String> empty(int files, String... folders) {
    List<DataFault> faults = new ArrayList<>();
    for (String folder : folders) {
      for (int i = 0; i < files; i++) {
        String file = "%s/%d.png".formatted(folder, i);
        faults.add(new DataFault(DataFault.Kind.UNREADABLE, file, "is empty"));
      }
    }
    return lines(faults);
  }

  @Test
  void imagesAndMasksAreToldApart() {
    assertEquals(
        List.of(
            "data: 8 fault(s)",
            "  images/0.png: UNREADABLE: is empty (and 3 more like it: images/1.png, images/2.png,"
                + " images/3.png)",
            "  masks/0.png: UNREADABLE: is empty (and 3 more like it: masks/1.png, masks/2.png,"
                + " masks/3.png)"),
        empty(4, "images", "masks"));
    assertEquals(2, empty(2, "patient 1", "patient 2", "patient 3").size());
  }
}
