package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Runs the program as its users do, on little data. */
class SegmentationTest {
  @Test
  void segmentationTrainsWithAndWithoutSampledPairs() {
    run(
        new Segmentation(),
        "--real=4",
        "--sampled=4",
        "--test=4",
        "--method=ddim:2",
        "--training-steps=2",
        "--runs=1");
  }

  private static void run(Object program, String... arguments) {
    assertEquals(0, new CommandLine(program).execute(arguments));
  }
}
