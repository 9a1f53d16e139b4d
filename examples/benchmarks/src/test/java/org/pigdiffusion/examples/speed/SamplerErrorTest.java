package org.pigdiffusion.examples.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SamplerErrorTest {
  @Test
  void printsALineForEachMethodAndGrid() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      int status =
          new CommandLine(new SamplerError())
              .execute(
                  "--models=../common/src/main/resources/phantom-64",
                  "--pairs=1",
                  "--size=16",
                  "--calls=2",
                  "--reference=6");
      assertEquals(0, status);
    } finally {
      System.setOut(before);
    }
    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(2 + 9 * 3, lines.size());
    assertTrue(
        lines.get(2).matches("\\| 2 \\| DDIM \\| trailing \\| \\d\\.\\d{4} \\| \\d\\.\\d{4} \\|"),
        lines.get(2));
  }
}
