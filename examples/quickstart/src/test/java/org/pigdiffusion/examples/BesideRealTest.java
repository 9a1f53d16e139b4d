package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.examples.common.Program;

class BesideRealTest {
  @TempDir Path folder;

  private static int run(StringWriter err, String... options) {
    return Program.commandLine(new BesideReal()).setErr(new PrintWriter(err)).execute(options);
  }

  @Test
  void sampledPairsStandAboveRealOnes() throws IOException {
    Path sampled = folder.resolve("sampled");
    Program.commandLine(new Quickstart())
        .execute("--pairs=2", "--method=ddim:2", "--out=" + sampled);
    Path picture = folder.resolve("picture.png");
    StringWriter err = new StringWriter();
    String[] options = {"--phantom=20", "--sampled=" + sampled, "--out=" + picture, "--pairs=2"};
    assertEquals(0, run(err, options), err.toString());
    BufferedImage drawn = ImageIO.read(picture.toFile());
    BufferedImage sheet = ImageIO.read(sampled.resolve("contact-sheet.png").toFile());
    assertEquals(sheet.getWidth(), drawn.getWidth());
    assertEquals(2 * sheet.getHeight() + 72, drawn.getHeight());
    for (int y = 0; y < sheet.getHeight(); y++) {
      for (int x = 0; x < sheet.getWidth(); x++) {
        assertEquals(sheet.getRGB(x, y), drawn.getRGB(x, y + 36));
      }
    }
    options[3] = "--pairs=9";
    assertEquals(2, run(err, options));
    assertTrue(err.toString().contains("--pairs: expected at most the 3 held-out"), err.toString());
  }
}
