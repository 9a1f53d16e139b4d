package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pigdiffusion.unet.UNetConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PairOptionsTest {
  /** Any number of smaller sizes can be asked for, since each brings its level. */
  @ParameterizedTest
  @CsvSource({"0, 4", "1, 4", "2, 5", "3, 6"})
  void eachSmallerSizeHasALevelToLeaveOut(int coarseFirst, int levels) {
    Parsed parsed = new Parsed();
    new CommandLine(parsed).parseArgs("--pair-coarse-first=" + coarseFirst);
    UNetConfig network = parsed.options.network(1, 1).build();
    List<Integer> multipliers = network.multipliers();
    assertEquals(levels, multipliers.size());
    assertEquals(List.of(2, 4, 4), multipliers.subList(levels - 3, levels));
    assertEquals(Set.of(1), Set.copyOf(multipliers.subList(0, levels - 3)));
    assertEquals(Set.of(levels - 2, levels - 1), network.attentionLevels());
  }

  @Command
  private static final class Parsed {
    @Mixin private PairOptions options = new PairOptions();
  }
}
