package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs the quick start as its users do. */
class QuickstartTest {
  @TempDir Path folder;

  @Test
  void quickstartWritesPairsPicturesAndManifest() throws IOException {
    run(new Quickstart(), "--pairs=3", "--method=ddim:3", "--out=" + folder);

    assertEquals(Set.of("000000.png", "000001.png", "000002.png"), names(folder.resolve("images")));
    assertEquals(names(folder.resolve("images")), names(folder.resolve("masks")));
    BufferedImage image = ImageIO.read(folder.resolve("images/000001.png").toFile());
    assertEquals(64, image.getWidth());
    assertEquals(64, image.getHeight());
    assertTrue(Files.size(folder.resolve("contact-sheet.png")) > 0);
    assertTrue(Files.size(folder.resolve("steps.png")) > 0);
    JsonArray manifest =
        JsonParser.parseString(Files.readString(folder.resolve("manifest.json"))).getAsJsonArray();
    assertEquals(3, manifest.size());
    assertEquals(2, manifest.get(2).getAsJsonObject().get("index").getAsLong());
  }

  @Test
  void aShardOfTheQuickstartHasTheSamePairs() throws IOException {
    Path all = folder.resolve("all");
    Path shard = folder.resolve("shard");
    run(new Quickstart(), "--pairs=3", "--method=ddim:2", "--out=" + all);
    run(new Quickstart(), "--pairs=1", "--first=2", "--method=ddim:2", "--out=" + shard);
    assertEquals(Set.of("000002.png"), names(shard.resolve("images")));
    assertClose(all.resolve("images/000002.png"), shard.resolve("images/000002.png"));
  }

  private static void run(Object program, String... arguments) {
    assertEquals(0, new CommandLine(program).execute(arguments));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Equal but for one grey level, by which the rounding of another batch size may differ. */
  private static void assertClose(Path expected, Path found) throws IOException {
    BufferedImage a = ImageIO.read(expected.toFile());
    BufferedImage b = ImageIO.read(found.toFile());
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        assertEquals(a.getRaster().getSample(x, y, 0), b.getRaster().getSample(x, y, 0), 1);
      }
    }
  }
}
