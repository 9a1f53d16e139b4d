package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pigdiffusion.trainer.TrainingException;

/** Whatever is no longer as it was written is refused, with the way out. */
class DamagedCheckpointTest {
  @TempDir Path folder;

  private Path newest;

  private Checkpoints checkpoints() {
    return new Checkpoints(folder, CheckpointsTest.SETUP, ImmutableMap.of("seed", "1"));
  }

  @BeforeEach
  void twoCheckpoints() {
    checkpoints().write(CheckpointsTest.state(2));
    checkpoints().write(CheckpointsTest.state(3));
    newest = folder.resolve("step-00000003");
  }

  static Stream<String> files() {
    return Stream.concat(Checkpoint.FILES.stream(), Stream.of(CheckpointSums.FILE));
  }

  private String refusal() {
    Checkpoints checkpoints = checkpoints();
    String message =
        String.valueOf(assertThrows(TrainingException.class, checkpoints::newest).getMessage());
    assertTrue(message.startsWith("checkpoint " + newest + " cannot be read: "), message);
    return message;
  }

  @Test
  void theTestKnowsEveryFile() throws IOException {
    try (Stream<Path> found = Files.list(newest)) {
      assertEquals(
          files().sorted().toList(),
          found.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  /** A bit at every 97th byte, which meets headers, names and values. */
  @ParameterizedTest
  @MethodSource("files")
  void oneFlippedBitIsFoundAndTheWayOutIsTold(String name) throws IOException {
    Path file = newest.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += 97) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      Files.write(file, flipped);
      String message = refusal();
      assertTrue(message.contains(name), message);
      assertTrue(
          message.endsWith("remove it to go on from step-00000002, the one before"), message);
    }
    Files.write(file, whole);
    assertEquals(3, checkpoints().newest().orElseThrow().progress.step());
  }

  @ParameterizedTest
  @MethodSource("files")
  void aMissingOrShortenedFileIsNamed(String name) throws IOException {
    Path file = newest.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertTrue(refusal().contains(name));
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertTrue(refusal().contains(name));
    Files.delete(file);
    assertTrue(refusal().contains(name));
  }

  @ParameterizedTest
  @CsvSource({CheckpointSums.FILE + ", checksums", Checkpoint.STATE + ", the state of a training"})
  void aFileLargerThanMemoryIsNotRead(String name, String expected) throws IOException {
    Files.delete(newest.resolve(CheckpointSums.FILE)); // else that of the state is looked at first
    Path file = newest.resolve(name);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    String message = refusal();
    assertTrue(message.contains(file + ": expected " + expected + " of at most "), message);
    assertTrue(message.contains(", found 3221225472; put the right file there; "), message);
  }

  @Test
  void theRemedyWorks() throws IOException {
    Files.writeString(newest.resolve(Checkpoint.STATE), "");
    assertTrue(refusal().contains("the one before"));
    remove(newest);
    assertEquals(2, checkpoints().newest().orElseThrow().progress.step());
    newest = folder.resolve("step-00000002");
    Files.writeString(newest.resolve(Checkpoint.STATE), "");
    assertTrue(refusal().endsWith("since there is none before it"));
  }

  /** As one of another run would be, with its checksums. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"format\":2; \"form\":2; format: expected an entry, found none",
        "\"format\":2; \"format\":null; format: expected an integer",
        "\"format\":2; \"format\":0; format: expected an integer from 1",
        "\"format\":2; \"format\":3; a later version of this library wrote",
        "\"step\":3,\"best; \"step\":2,\"best; progress.step: expected an integer from 3 to 3",
        "\"step\":3,\"best; \"step\":null,\"best; progress.step: expected an integer",
        "\"step\":3,\"best; \"step\":1e99,\"best; progress.step: expected an integer",
        "\"step\":3,\"best; \"step\":true,\"best; progress.step: expected an integer",
        "\"bestStep\":1; \"bestStep\":4; progress.bestStep: expected an integer from 0 to 3",
        "\"bestStep\":1; \"bestStep\":-1; progress.bestStep",
        "\"bestStep\":1; \"bestStep\":0; progress.bestLoss: expected Infinity",
        "\"bestLoss\":0.; \"bestLoss\":NaN,\"b\":0.; progress.bestLoss: expected a finite number",
        "\"bestLoss\":0.; \"bestLoss\":{},\"b\":0.; progress.bestLoss: expected a number",
        "\"bestLoss\":0.; \"bestLoss\":\"much\",\"b\":0.; progress.bestLoss: expected a number",
        "\"gaveUp\":true; \"gaveUp\":\"yes\"; progress.gaveUp: expected true or false",
        "\"gaveUp\":true; \"gave\":true; progress.gaveUp: expected an entry",
        "\"factor\":0.1; \"factor\":1.5; progress.plateau.factor: expected a number in [0,1]",
        "\"waited\":1; \"waited\":2147483648; progress.plateau.waited: expected an integer",
        "\"plateau\":{; \"plateau\":null,\"p\":{; progress.plateau.factor: expected an entry",
        "\"fingerprint\":{; \"fingerprint\":null,\"f\":{; fingerprint: expected texts by name",
        "\"seed\":\"1\"; \"seed\":null; fingerprint.seed: expected a text",
        "\"trainingLoss\":[; \"trainingLoss\":[0,; trainingLoss: expected 3 numbers",
        "\"trainingLoss\":[3; \"trainingLoss\":[-Infinity,0,0],\"t\":[3; trainingLoss[0]: expected",
        "\"trainingLoss\":[; \"trainingLoss\":null,\"t\":[; trainingLoss: expected a list",
        "\"validationLoss\":[{\"step\":3; \"validationLoss\":[{\"step\":9; validationLoss[0].step",
        "\"byNoise\":[; \"byNoise\":[1,; validationLoss[0].byNoise: expected 4 numbers or none",
        "\"byNoise\":[; \"byNoise\":[null,; validationLoss[0].byNoise[0]: expected a number",
        "\"byNoise\":[; \"byNoise\":null,\"b\":[; validationLoss[0].byNoise: expected a list",
        "\"validationLoss\":[; \"validationLoss\":[null,; validationLoss[0].step: expected an entry",
        "{\"format\"; [\"format\"; not JSON"
      })
  void anEntryThatCannotBeIsRefusedByName(String old, String absurd, String expected)
      throws IOException {
    Path file = newest.resolve(Checkpoint.STATE);
    String text = Files.readString(file);
    assertTrue(text.contains(old), text);
    Files.writeString(file, text.replace(old, absurd));
    CheckpointSums.write(newest, Checkpoint.FILES);
    String message = refusal();
    assertTrue(message.contains(Checkpoint.STATE + ": ") && message.contains(expected), message);
  }

  private static void remove(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(path);
  }
}
