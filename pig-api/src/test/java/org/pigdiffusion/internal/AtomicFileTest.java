package org.pigdiffusion.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String message(IOException e) {
    return String.valueOf(e.getMessage());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aFileIsWrittenAndReplaced() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, "first");
    AtomicFile.write(file, "zweites ä");
    assertEquals("zweites ä", Files.readString(file));
    assertEquals(List.of("a.txt"), names());
  }

  @Test
  void readersSeeTheOldFileUntilTheNewOneIsWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    AtomicFile.write(
        file,
        out -> {
          out.write(new byte[1 << 20]);
          assertEquals("old", Files.readString(file));
          assertEquals(3, names().size(), "the old file, the draft, its lock");
          assertEquals(1, names().stream().filter(n -> Draft.isDraft(Path.of(n))).count());
        });
    assertEquals(1 << 20, Files.size(file));
    assertFalse(Draft.isDraft(file));
  }

  /** What a full disk answers has no path of its own. */
  @Test
  void aFaultNamesThePathAndTheCauseAndLeavesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    IOException full =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("No space left on device");
                    }));
    assertEquals(file + ": No space left on device", full.getMessage());
    assertThrows(
        IllegalStateException.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  throw new IllegalStateException("a bug");
                }));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("a.txt"), names());
  }

  @Test
  void aFaultOfAnotherFileThatTheContentComesFromKeepsItsName() {
    Path source = folder.resolve("source.txt");
    IOException e =
        assertThrows(
            IOException.class,
            () -> AtomicFile.write(folder.resolve("a.txt"), out -> Files.copy(source, out)));
    assertEquals(source.toString(), e.getMessage());
    assertFalse(Files.exists(folder.resolve("a.txt")));
  }

  @Test
  void aMissingFileIsNoMissingFolder() {
    Path gone = folder.resolve("gone");
    IOException e = FileFault.named(gone, new NoSuchFileException(gone.toString()));
    assertEquals(gone + ": there is no such file", e.getMessage());
  }

  @Test
  void aMissingFolderIsNamed() {
    Path file = folder.resolve("nowhere").resolve("a.txt");
    IOException e = assertThrows(IOException.class, () -> AtomicFile.write(file, ""));
    assertEquals(file + ": there is no folder " + file.getParent(), e.getMessage());
    IOException none =
        assertThrows(IOException.class, () -> AtomicFile.writeFolder(file, draft -> {}));
    assertEquals(file + ": there is no folder " + file.getParent(), none.getMessage());
  }

  @Test
  void aFolderInTheWayIsNamedAndStays() throws IOException {
    Path file = folder.resolve("a");
    Files.createDirectories(file.resolve("in the way"));
    IOException e = assertThrows(IOException.class, () -> AtomicFile.write(file, ""));
    assertTrue(message(e).startsWith(file + ": "), message(e));
    assertEquals(List.of("a"), names());
    assertThrows(IOException.class, () -> AtomicFile.write(folder.getRoot(), ""));
    assertThrows(IOException.class, () -> AtomicFile.write(Path.of(""), ""));
  }

  @Test
  void neitherOfTwoFilesIsReplacedIfOneCannotBeWritten() throws IOException {
    Path first = Files.writeString(folder.resolve("a"), "old a");
    Path second = Files.writeString(folder.resolve("b"), "old b");
    assertThrows(
        IOException.class,
        () ->
            AtomicFile.writeTwo(
                first,
                out -> out.write(1),
                second,
                out -> {
                  throw new IOException("full");
                },
                folder.resolve("kept")));
    assertEquals("old a", Files.readString(first));
    assertEquals("old b", Files.readString(second));
    assertEquals(List.of("a", "b"), names());
    Path kept = folder.resolve("kept");
    AtomicFile.writeTwo(
        first, out -> out.write(bytes("A")), second, out -> out.write(bytes("B")), kept);
    assertEquals("A", Files.readString(first));
    assertEquals("B", Files.readString(second));
    assertEquals(List.of("a", "b"), names());
  }

  @Test
  void theFirstOfTwoComesBackIfTheSecondFindsAFolderInItsPlace() throws IOException {
    Path first = Files.writeString(folder.resolve("a"), "old a");
    Path second = folder.resolve("b");
    Files.createDirectories(second.resolve("in the way"));
    assertThrows(
        IOException.class,
        () ->
            AtomicFile.writeTwo(
                first, out -> out.write(1), second, out -> out.write(2), folder.resolve("kept")));
    assertEquals("old a", Files.readString(first));
    assertEquals(List.of("a", "b"), names());
  }

  /** As codecs of pictures say it. */
  @Test
  void theCauseIsFoundWithinAnother() {
    IOException inner = new IOException("No space left on device");
    IOException outer = new IOException("I/O error writing PNG file!", inner);
    Path file = folder.resolve("a.png");
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw outer;
                    }));
    assertEquals(file + ": No space left on device", e.getMessage());
  }

  @Test
  void aFolderAppearsWholeOrNotAtAll() throws IOException {
    Path made = folder.resolve("made");
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.writeFolder(
                    made,
                    draft -> {
                      AtomicFile.write(draft.resolve("a"), "whole");
                      throw new IOException("b: full");
                    }));
    assertEquals("b: full", e.getMessage());
    assertEquals(List.of(), names());
    IOException inside =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.writeFolder(
                    made,
                    draft ->
                        AtomicFile.write(
                            draft.resolve("a"),
                            out -> {
                              throw new IOException("No space left on device");
                            })));
    assertEquals(made.resolve("a") + ": No space left on device", inside.getMessage());
    assertEquals(List.of(), names());
    AtomicFile.writeFolder(
        made,
        draft -> {
          assertTrue(Draft.isDraft(draft));
          Files.writeString(draft.resolve("a"), "plain");
          AtomicFile.write(draft.resolve("b"), "atomic");
        });
    assertEquals(List.of("made"), names());
    assertEquals("plain", Files.readString(made.resolve("a")));
    IOException there =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.writeFolder(
                    made, draft -> Files.writeString(draft.resolve("a"), "other")));
    assertTrue(message(there).startsWith(made + ": "), message(there));
    assertEquals("plain", Files.readString(made.resolve("a")));
    AtomicFile.deleteTree(made);
    AtomicFile.deleteTree(made);
    assertEquals(List.of(), names());
  }

  @Test
  void anInterruptDoesNotStopTheWriting() throws IOException {
    Path made = folder.resolve("made");
    Thread.currentThread().interrupt();
    AtomicFile.write(folder.resolve("a"), "whole");
    AtomicFile.writeFolder(
        made,
        draft -> {
          Files.createDirectory(draft.resolve("inner"));
          AtomicFile.write(draft.resolve("inner").resolve("b"), "whole");
        });
    assertTrue(Thread.interrupted(), "the flag stays");
    assertEquals("whole", Files.readString(folder.resolve("a")));
    assertEquals("whole", Files.readString(made.resolve("inner").resolve("b")));
    assertEquals(List.of("a", "made"), names());
  }
}
