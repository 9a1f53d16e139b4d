package org.pigdiffusion.examples.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ProgressBar;
import org.junit.jupiter.api.Test;

class BarsTest {
  @Test
  void aLogGetsPlainLines() {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try (ProgressBar bar = Bars.builder("sampling", 20).build()) {
      bar.stepTo(20);
    } finally {
      System.setErr(before);
    }
    String text = log.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("sampling 100% [") && text.contains("20/20"), text);
    String shown = text.replace(System.lineSeparator(), "");
    assertEquals(0, shown.chars().filter(Character::isISOControl).count(), text);
  }
}
