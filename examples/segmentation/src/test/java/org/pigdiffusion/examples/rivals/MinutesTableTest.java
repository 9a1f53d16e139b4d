package org.pigdiffusion.examples.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MinutesTableTest {
  @Test
  void rowsAreAddedUpByTheClockAndInTimeOfCpu() {
    MinutesTable table = new MinutesTable(List.of("8 images", "16 images"));
    Minutes minutes = Minutes.ofSeconds(60, 120);
    table.add("real", 0, List.of(minutes, minutes.times(2)));
    table.add("pig", 1500, List.of(minutes, minutes.plus(new Minutes(55, 26))));
    assertEquals(
        """
        Expected time, with nothing done before:

        | method | steps | 8 images | 16 images |
        |---|---|---|---|
        | real |  | 1 minute | 2.0 minutes |
        | pig | 1500 | 1 minute | 56.0 minutes |

        In all 1 hour by the clock, 36.0 minutes of CPU.
        The time of measuring and of the report comes on top.
        """,
        table.text());
  }
}
