package org.pigdiffusion.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens a report in Chromium, where it is installed, without a window and without a network. */
class BrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  @TempDir Path folder;

  @Test
  void chromiumShowsEverySectionAndPicture() throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), "no Chromium at " + CHROMIUM);
    Examples.report().write(folder);
    // What a browser made of the page; a picture that it cannot read has no width of its own.
    Path page = folder.resolve("report.html");
    Path probe = folder.resolve("probe.html");
    Files.writeString(
        probe,
        Files.readString(page)
            .replace(
                "</body>",
                "<script>onload=()=>{document.title='pictures '+[...document.images]"
                    + ".filter(i=>i.naturalWidth>0).length+' tables '"
                    + "+document.querySelectorAll('table').length}</script></body>"));
    String dom = chromium("--virtual-time-budget=5000", "--dump-dom", probe.toUri().toString());
    Matcher title = Pattern.compile("<title>(.*?)</title>").matcher(dom);
    assertTrue(title.find(), dom);
    assertEquals("pictures 5 tables 1", title.group(1));
  }

  private String chromium(String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile")));
    command.addAll(List.of(options));
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    try {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "Chromium did not end");
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
