package org.pigdiffusion.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pigdiffusion.contract.TensorAssertions.assertRefused;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.scheduler.SamplingMethod;

class NestingTest {
  private static final int DEEP = 20_000;

  private record Reader(String what, String before, String nested, Function<String, ?> parse) {}

  private static final List<Reader> READERS =
      List.of(
          new Reader("guide transform", "", "then(", GuideTransform::parse),
          new Reader("guide transform", "", "smoothed(3,", GuideTransform::parse),
          new Reader("guide refresh", "", "extrapolating(", GuideRefresh::parse),
          new Reader("guide refresh", "", "and(", GuideRefresh::parse),
          new Reader("noise schedule", "", "zeroTerminalSnr(", NoiseSchedule::parse),
          new Reader("noise schedule", "", "shifted(", NoiseSchedule::parse),
          new Reader("method", "unipc@", "whole(", SamplingMethod::parse));

  @Test
  void everyReaderRefusesATextThatWouldExhaustTheStack() {
    for (Reader reader : READERS) {
      int position =
          reader.before.length()
              + Nesting.MOST * reader.nested.length()
              + reader.nested.indexOf('(');
      String expected =
          "%s: expected brackets nested at most 100 deep, found one more at position %d"
              .formatted(reader.what, position);
      for (String end : List.of("", ")".repeat(DEEP))) {
        String text = reader.before + reader.nested.repeat(DEEP) + end;
        assertEquals(expected, assertRefused(reader.what, () -> reader.parse.apply(text)));
      }
    }
  }

  @Test
  void aTextOfTheGreatestDepthIsRead() {
    String text = "extrapolating(".repeat(Nesting.MOST) + "always" + ")".repeat(Nesting.MOST);
    assertEquals(text, GuideRefresh.parse(text).description());
    assertRefused("guide refresh", () -> GuideRefresh.parse("extrapolating(" + text + ")"));
    String side = "then(identity,identity)";
    assertEquals(side.repeat(200), Nesting.require("text", side.repeat(200)));
  }
}
