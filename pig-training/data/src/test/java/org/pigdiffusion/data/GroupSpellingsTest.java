package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One patient in two spellings could be learnt from and tested on. */
class GroupSpellingsTest {
  private static final ManifestOptions GROUPED = ManifestOptions.builder().group("patient").build();

  @TempDir Path folder;

  private PairFiles scan(ManifestOptions options, String... rows) throws IOException {
    Path manifest = folder.resolve("m.csv");
    return ManifestScan.scan(Files.writeString(manifest, String.join("\n", rows)), options);
  }

  private static void assertFault(String expected, PairFiles files) {
    assertEquals(1, files.faults().size(), files.faults().toString());
    String found = files.faults().get(0).toString();
    assertTrue(found.startsWith(expected), found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"p0", "\u00a0P0", "P0\u202f", "\"P0\u00a0 \""})
  void twoInAManifestAreRefusedOnce(String other) throws IOException {
    PairFiles files =
        scan(
            GROUPED,
            "image,mask,patient",
            "a.png,b.png,P0",
            "c.png,d.png, P0 ",
            "e.png,f.png," + other,
            "g.png,h.png," + other,
            "i.png,j.png,P1");
    assertFault(
        "m.csv:row 3: DUPLICATE: column patient (ManifestOptions.group): expected each group written in"
            + " one way, found '%s' here and 'P0' in row 1: a split could train on one"
                .formatted(other.replace("\"", "").replaceAll(" $", "")),
        files);
  }

  @Test
  void theFormOfAccentsMakesNoOtherGroup() throws IOException {
    String header = "image,mask,patient";
    String first = "a.png,b.png,Jos\u00e9";
    assertFault("m.csv:row 2: ", scan(GROUPED, header, first, "c.png,d.png,jose\u0301"));
    assertEquals(List.of(), scan(GROUPED, header, first, "c.png,d.png,Jose").faults());
  }

  @Test
  void namesWithoutAGroupMayDifferInCase() throws IOException {
    ManifestOptions ungrouped = ManifestOptions.builder().build();
    PairFiles files = scan(ungrouped, "image,mask", "x/a.png,b.png", "y/A.png,c.png");
    assertEquals(List.of(), files.faults());
    assertEquals(2, files.entries().size());
  }

  @Test
  void twoInAFolderAreRefused() throws IOException {
    for (String kind : List.of("images", "masks")) {
      Path files = Files.createDirectories(folder.resolve(kind));
      Files.createFile(files.resolve("P0-1.png"));
      Files.createFile(files.resolve("p0-2.png"));
    }
    assertEquals(List.of(), FolderScan.scan(folder, FolderLayout.standard()).faults());
    assertFault(
        "images/p0-2.png: DUPLICATE: FolderLayout.groupPattern: expected each group written in one way,"
            + " found 'p0' here and 'P0' in images/P0-1.png: ",
        FolderScan.scan(folder, FolderLayout.standard().groupedBy("^(.*)-")));
  }
}
