package org.pigdiffusion.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DraftTest {
  private static final String TOKEN = "2f1c0f5e-8a37-4f0a-9a0c-2b6c4f1de7aa";

  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void leaveDraft(String name) throws IOException {
    Files.writeString(folder.resolve("." + name + "." + TOKEN + ".lock"), "");
    Path made = Files.createDirectory(folder.resolve("." + name + "." + TOKEN + ".tmp"));
    Files.writeString(made.resolve("half"), "half");
  }

  @Test
  void whatAKilledProcessLeftGoesWithTheFirstWriteToTheFolder() throws IOException {
    leaveDraft("step-1");
    leaveDraft("a.png");
    Files.writeString(folder.resolve(".mine.lock"), "");
    Files.writeString(folder.resolve(".mine.tmp"), "");
    Files.writeString(folder.resolve(".b." + TOKEN + ".tmp"), "of a file system without locks");
    AtomicFile.write(folder.resolve("c.txt"), "new");
    assertEquals(List.of(".b." + TOKEN + ".tmp", ".mine.lock", ".mine.tmp", "c.txt"), names());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where no name has such characters
  void theDraftOfANameWithALineBreakGoesToo() throws IOException {
    leaveDraft("a\nb.png");
    AtomicFile.write(folder.resolve("c.txt"), "new");
    assertEquals(List.of("c.txt"), names());
  }

  @Test
  void aDraftOfThisProcessIsNotSwept() throws IOException {
    try (Draft draft = Draft.beside(folder.resolve("a"))) {
      Files.writeString(draft.path(), "half");
      Draft.sweep(folder);
      assertEquals("half", Files.readString(draft.path()));
      assertEquals(2, names().size());
    }
    assertEquals(List.of(), names());
  }

  @Test
  void inAFolderThatIsADraftThereAreNoLocks() throws IOException {
    AtomicFile.writeFolder(
        folder.resolve("made"),
        draft -> {
          AtomicFile.write(
              draft.resolve("a"),
              out -> {
                try (Stream<Path> files = Files.list(draft)) {
                  assertEquals(1, files.count());
                }
              });
        });
    assertEquals(List.of("made"), names());
  }

  @Test
  void manyThreadsWriteAndSweepOneFolder() throws IOException {
    IntStream.range(0, 400)
        .parallel()
        .forEach(
            i -> {
              Draft.sweep(folder);
              try {
                AtomicFile.write(folder.resolve("f" + i % 7), "whole");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertEquals(List.of("f0", "f1", "f2", "f3", "f4", "f5", "f6"), names());
  }

  @Test
  void aDraftOfALivingProcessStaysAndGoesWhenThatIsKilled() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            DraftTest.class.getName(),
            folder.resolve("a").toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process child = builder.inheritIO().start();
    try {
      while (child.isAlive() && names().stream().noneMatch(name -> name.endsWith(".tmp"))) {
        Thread.sleep(5);
      }
      assertTrue(child.isAlive());
      Draft.sweep(folder);
      assertEquals(2, names().size(), "the draft and its lock");
    } finally {
      child.destroyForcibly();
      assertTrue(child.waitFor(1, TimeUnit.MINUTES));
    }
    assertFalse(names().isEmpty());
    Draft.sweep(folder);
    assertEquals(List.of(), names());
  }

  /** Begins to write a file, and never ends. */
  public static void main(String[] args) throws IOException {
    AtomicFile.write(
        Path.of(args[0]),
        out -> {
          try {
            Thread.sleep(TimeUnit.MINUTES.toMillis(5));
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }
}
