package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ImageChoiceTest {
  private static ImageChoice choice(String... options) {
    return CommandLine.populateCommand(new ImageChoice(), options);
  }

  @Test
  void aDrawOfNothingIsRefused() {
    assertEquals(
        "--draw: expected with --images or --test-images, found neither",
        assertThrows(IllegalArgumentException.class, () -> choice("--draw=5").of(List.of()))
            .getMessage());
    assertEquals(List.of(), choice("--draw=5", "--test-images=3").of(List.of()));
    assertEquals(List.of(), choice().of(List.of()));
  }
}
