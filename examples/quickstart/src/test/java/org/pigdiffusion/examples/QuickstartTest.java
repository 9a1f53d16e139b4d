package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.examples.common.EmbeddedPair;
import org.pigdiffusion.examples.common.Program;
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
  void eachEmbeddedPairSamples() {
    for (EmbeddedPair pair : EmbeddedPair.values()) {
      Path out = folder.resolve(pair.name());
      run(new Quickstart(), "--embedded=" + pair, "--pairs=1", "--method=ddim:2", "--out=" + out);
      assertTrue(Files.exists(out.resolve("contact-sheet.png")));
    }
  }

  @Test
  void anEmbeddedPairBesideAFolderIsRefused() {
    StringWriter err = new StringWriter();
    int status =
        Program.commandLine(new Quickstart())
            .setErr(new PrintWriter(err))
            .execute("--embedded=NUCLEI", "--models=" + folder, "--out=" + folder);
    assertEquals(2, status);
    assertTrue(err.toString().contains("mutually exclusive"), err.toString());
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

  /** Byte for byte, since a shard has whole batches: eight pairs each. */
  @Test
  void joinedShardsAreTheUndividedRun() throws IOException {
    String[] job = {"--pairs=19", "--method=ddim:2"};
    Path all = folder.resolve("all");
    run(new Quickstart(), job[0], job[1], "--out=" + all);
    for (int i = 1; i <= 3; i++) {
      String out = "--out=" + folder.resolve("shard" + i);
      run(new Quickstart(), job[0], job[1], "--shard=" + i + "/3", out);
    }
    assertEquals(
        Set.of("000016.png", "000017.png", "000018.png"), names(folder.resolve("shard3/images")));
    assertTrue(Files.size(folder.resolve("shard3/steps.png")) > 0);
    Path joined = folder.resolve("joined");
    run(
        new JoinShards(),
        "--out=" + joined,
        folder.resolve("shard2").toString(),
        folder.resolve("shard3").toString(),
        folder.resolve("shard1").toString());
    assertEquals(-1, Files.mismatch(all.resolve("manifest.json"), joined.resolve("manifest.json")));
    for (String kind : List.of("images", "masks")) {
      assertEquals(names(all.resolve(kind)), names(joined.resolve(kind)));
      for (String name : names(all.resolve(kind))) {
        Path expected = all.resolve(kind).resolve(name);
        assertEquals(-1, Files.mismatch(expected, joined.resolve(kind).resolve(name)), name);
      }
    }
  }

  @Test
  void theSameCommandGoesOnAndAnotherIsRefused() throws IOException {
    String out = "--out=" + folder.resolve("pairs");
    run(new Quickstart(), "--pairs=2", "--method=ddim:2", out);
    FileTime written = Files.getLastModifiedTime(folder.resolve("pairs/images/000001.png"));
    run(new Quickstart(), "--pairs=2", "--method=ddim:2", out);
    assertEquals(
        written, Files.getLastModifiedTime(folder.resolve("pairs/images/000001.png")), "kept");
    StringWriter err = new StringWriter();
    int status =
        Program.commandLine(new Quickstart())
            .setErr(new PrintWriter(err))
            .execute("--pairs=2", "--method=ddim:3", out);
    assertEquals(2, status);
    assertTrue(err.toString().contains("method: now ddim"), err.toString());
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
