package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Shape;
import org.pigdiffusion.unet.FinerLevels;
import org.pigdiffusion.unet.UNetConfig;
import picocli.CommandLine.Command;

/** A refusal of this project is one sentence; a bug keeps its stack trace. */
class FailingProgramTest {
  /** Fails as it is told. */
  @Command(name = "failing")
  private record Failing(Exception failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  private static Told told(Exception failure) {
    return Told.by(new Failing(failure));
  }

  private static IllegalArgumentException refusal() {
    try {
      return new IllegalArgumentException("not reached " + new Shape(0, 1, 1, 1));
    } catch (IllegalArgumentException e) {
      return e;
    }
  }

  @Test
  void whatSaysNothingOfItsOwnIsTakenOff() {
    Told refused = new Told(2, List.of("failing: batch: expected at least 1, found 0"));
    assertEquals(refused, told(refusal()));
    assertEquals(refused, told(new ExecutionException(refusal())));
    assertEquals(refused, told(new IllegalArgumentException(refusal())));
    assertEquals(
        new Told(1, List.of("failing: no such file or folder: x.csv")),
        told(new UncheckedIOException(new NoSuchFileException("x.csv"))));
    assertEquals(
        new Told(1, List.of("failing: no memory")),
        told(new BackendException("no memory", new IllegalStateException("x"))));
  }

  @Test
  void aRefusalByPreconditionsIsOneToo() {
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class, () -> FinerLevels.of(UNetConfig.laptop(1, 1), 0));
    assertEquals(
        new Told(2, List.of("failing: count: expected at least 1, found 0")), told(refusal));
  }

  @Test
  void aBugKeepsItsTrace() {
    for (Exception bug :
        List.of(
            new NullPointerException(),
            new IllegalStateException("odd"),
            new IndexOutOfBoundsException("1"),
            new ExecutionException(new ClassCastException("odd")),
            thrownByThePlatform())) {
      Told told = told(bug);
      assertEquals(1, told.status());
      assertTrue(told.lines().stream().anyMatch(line -> line.startsWith("\tat ")), told::toString);
    }
  }

  private static Exception thrownByThePlatform() {
    try {
      return new IllegalStateException("not reached " + Integer.parseInt("x"));
    } catch (NumberFormatException e) {
      return e;
    }
  }
}
