package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FolderScanTest {
  @TempDir Path folder;

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(folder.resolve("images"));
    Files.createDirectories(folder.resolve("masks"));
  }

  private PairFiles scan(String image, String mask) throws IOException {
    Files.createFile(folder.resolve("images").resolve(image));
    Files.createFile(folder.resolve("masks").resolve(mask));
    return FolderScan.scan(folder, FolderLayout.standard());
  }

  @Test
  void lettersWithAccentsArePairedInEitherForm() throws IOException {
    PairFiles files = scan("\u00e9.png", "e\u0301.png");
    assertEquals(List.of(), files.faults());
    assertEquals(List.of("\u00e9"), files.entries().stream().map(PairFiles.Entry::name).toList());
  }

  @Test
  void twoFormsOfOneNameInOneFolderAreOneTooMany() throws IOException {
    Files.createFile(folder.resolve("images/e\u0301.png"));
    PairFiles files = scan("\u00e9.png", "e\u0301.png");
    assertEquals(
        List.of(DataFault.Kind.DUPLICATE), files.faults().stream().map(DataFault::kind).toList());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where no name has such characters
  void namesWithControlCharactersAreNotLeftOut() throws IOException {
    FolderLayout grouped = FolderLayout.standard().groupedBy("^(.*)-");
    for (String name :
        List.of("p\n1-a.png", "p\r2-b.png", "p\u00853-c.png", "p\u20284-d.png", "p\t5-e.png")) {
      scan(name, name);
    }
    PairFiles files = FolderScan.scan(folder, grouped);
    assertEquals(List.of(), files.faults());
    assertEquals(
        List.of("p\t5", "p\n1", "p\r2", "p\u00853", "p\u20284"),
        files.entries().stream().map(PairFiles.Entry::group).toList());
  }

  @Test
  void anImageWithoutAGroupIsAFaultAndNoGroupOfItsOwn() throws IOException {
    for (String name : List.of("p1_a.png", "P1_b.png", "_c.png")) {
      scan(name, name);
    }
    PairFiles files = FolderScan.scan(folder, FolderLayout.standard().groupedBy("^(p?\\d*)_"));
    assertEquals(List.of("p1"), files.entries().stream().map(PairFiles.Entry::group).toList());
    assertEquals(
        List.of("images/P1_b.png", "images/_c.png"),
        files.faults().stream()
            .filter(fault -> fault.kind() == DataFault.Kind.NO_GROUP)
            .map(DataFault::file)
            .toList());
    assertEquals(2, files.faults().size());
  }

  @Test
  void whatMayHaveBeenMeantIsNamed() throws IOException {
    String detail = scan("a.png", "A.png").faults().get(0).detail();
    assertTrue(detail.contains("differs in case"), detail);
    Files.delete(folder.resolve("masks/A.png"));
    Files.delete(folder.resolve("images/a.png"));
    String suffix = scan("a.png", "a_mask.png").faults().get(0).detail();
    assertTrue(suffix.contains("FolderLayout.maskSuffix"), suffix);
  }

  /** To read a pipe waits until another process writes to it. */
  @Test
  @DisabledOnOs(OS.WINDOWS) // where there are no such pipes
  void whatIsNoFileOrNoFolderIsAFault() throws Exception {
    for (String at : List.of("images", "masks")) {
      makePipe(folder.resolve(at).resolve("a.png"));
    }
    Preprocessing two = Preprocessing.builder(2, 2).build();
    String both =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () ->
                assertThrows(InvalidDataException.class, () -> PairData.folder(folder, two))
                    .getMessage());
    assertTrue(
        both.contains("images/a.png: MISSING_IMAGE: expected a file, found a folder, a pipe"),
        both);

    Files.delete(folder.resolve("masks/a.png"));
    Files.delete(folder.resolve("masks"));
    makePipe(folder.resolve("masks"));
    String folders =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () ->
                assertThrows(InvalidDataException.class, () -> PairData.folder(folder, two))
                    .getMessage());
    assertTrue(folders.contains("masks: EMPTY: expected a folder, found a pipe"), folders);
  }

  private static void makePipe(Path pipe) throws Exception {
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where not everybody may make links
  void linksAreFollowedAndThoseToNothingAreFaults() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    for (String part : List.of("images", "masks")) {
      byte[] png = RasterBytes.written(RasterBytes.grey(2, 0, 255, 0, 255), "png");
      Path file = Files.write(elsewhere.resolve(part + ".png"), png);
      Path at = folder.resolve(part);
      Files.createSymbolicLink(at.resolve("linked.png"), file);
      Files.createSymbolicLink(at.resolve("folder-in-a-circle"), at);
      Files.createSymbolicLink(at.resolve("circle.png"), at.resolve("circle.png"));
      Files.createSymbolicLink(at.resolve("nowhere.png"), at.resolve("none"));
    }
    PairFiles files = FolderScan.scan(folder, FolderLayout.standard());
    assertEquals(
        List.of("circle", "linked", "nowhere"),
        files.entries().stream().map(PairFiles.Entry::name).toList());
    Preprocessing two = Preprocessing.builder(2, 2).build();
    InvalidDataException e =
        assertThrows(InvalidDataException.class, () -> PairData.folder(folder, two));
    String message = String.valueOf(e.getMessage());
    for (String name : List.of("images/circle.png: MISSING_IMAGE", "masks/nowhere.png")) {
      assertTrue(message.contains(name), message);
    }
    assertTrue(message.contains("a link to none, or in a circle"), message);
    assertFalse(message.contains("linked"), message);
  }

  @Test
  void picturesOfFormatsThatAreNotReadAreNotLeftOutInSilence() throws IOException {
    assertEquals(1, scan("a.webp", "a.png").entries().size());
  }
}
