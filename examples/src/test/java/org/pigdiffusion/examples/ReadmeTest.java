package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's test command is what CI runs. */
class ReadmeTest {
  private static Markdown readme() throws IOException {
    return Markdown.read("README.md");
  }

  @Test
  void theSecondShellBlockIsWhatCiRuns() throws IOException {
    String command = readme().blocks("sh").get(1).strip();
    for (String caller :
        List.of(".ci/run", ".github/workflows/ci.yml", ".github/CONTRIBUTING.md")) {
      String text = Files.readString(Markdown.ROOT.resolve(caller));
      assertTrue(text.contains(command), caller + " does not call: " + command);
    }
  }
}
