package org.pigdiffusion.examples.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SamplingMemoryTest {
  /** Ten times the size of the tensors of a step would be a copy for every operation. */
  private static final int MOST_BYTES = 10 * 2 * 16 * 16 * Float.BYTES + 20_000;

  @Test
  void printsALineNowAndThenAndAStepAllocatesLittle() {
    List<String> lines =
        Printed.by(
            () ->
                assertEquals(
                    0,
                    new CommandLine(new SamplingMemory())
                        .execute(
                            "--models=../common/src/main/resources/phantom-64",
                            "--pairs=25",
                            "--every=10",
                            "--size=16",
                            "--steps=3")));
    assertEquals(2 + 4, lines.size(), lines::toString);
    assertTrue(lines.get(2).trim().startsWith("0 "), lines::toString);
    assertTrue(lines.get(5).trim().startsWith("25 "), lines::toString);
    List<String> last = List.of(lines.get(4).trim().split(" +"));
    assertTrue(Integer.parseInt(last.get(6)) < MOST_BYTES, lines::toString);
  }
}
