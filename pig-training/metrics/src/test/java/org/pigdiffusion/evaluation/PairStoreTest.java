package org.pigdiffusion.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.safetensors.Safetensors;
import org.pigdiffusion.unet.Weights;

class PairStoreTest {
  private static final Map<String, String> ORIGIN = Map.of("seed", "7", "model", "a");

  @TempDir Path folder;

  private static PairSet pairs(int size, float value) {
    return new PairSet(
        Tensor.filled(new Shape(size, 1, 2, 3), value),
        Tensor.filled(new Shape(size, 2, 2, 3), -value));
  }

  private PairStore open() throws IOException {
    return PairStore.open(folder, ORIGIN);
  }

  @Test
  void whatWasAddedIsThereAgain() throws IOException {
    PairStore store = open();
    store.add(pairs(2, 1), Map.of("seconds", "0.5"));
    store.add(pairs(1, 0.2f), Map.of("seconds", "0.25"));
    PairStore again = open();
    assertEquals(3, again.size());
    assertEquals(store.batches(), again.batches());
    assertEquals(new PairStore.Batch(2, 1, again.batches().get(1).notes()), again.batches().get(1));
    assertEquals("0.25", again.batches().get(1).notes().get("seconds"));
    assertEquals(PairSet.concat(List.of(pairs(2, 1), pairs(1, 0.2f))), again.first(3));
    assertEquals(pairs(1, 1), again.first(1));
    assertThrows(IllegalArgumentException.class, () -> again.first(4));
  }

  @Test
  void pairsOfAnotherOriginAreRefused() throws IOException {
    open().add(pairs(2, 1), Map.of());
    Map<String, String> other = Map.of("seed", "8", "model", "a");
    IllegalArgumentException fault =
        assertThrows(IllegalArgumentException.class, () -> PairStore.open(folder, other));
    assertEquals(
        "folder %s: holds pairs of another origin: seed: now 8, there 7 (take another folder)"
            .formatted(folder),
        fault.getMessage());
  }

  @Test
  void whatOnlyTheOtherOriginTellsIsNamed() throws IOException {
    open().add(pairs(2, 1), Map.of());
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class, () -> PairStore.open(folder, Map.of("seed", "7")));
    assertTrue(
        String.valueOf(fault.getMessage()).contains("model: now nothing, there a"),
        fault.getMessage());
  }

  /** Folders of an earlier version said so; what they hold is looked at now. */
  @Test
  void anOriginThatTellsOfFinishedImagesIsNoOther() throws IOException {
    Map<String, String> told = new TreeMap<>(ORIGIN);
    told.put("images", "clamped");
    PairStore.open(folder, told).add(pairs(2, 1), Map.of());
    PairStore store = open();
    store.add(pairs(2, 1), Map.of());
    assertEquals(4, open().size());
    assertEquals(4, PairStore.open(folder, told).size());
    told.put("images", "as sampled");
    assertThrows(IllegalArgumentException.class, () -> PairStore.open(folder, told));
  }

  @Test
  void imagesThatAreNotFinishedAreNotKept() throws IOException {
    PairStore store = open();
    for (float beyond : new float[] {1.5f, -1.5f}) {
      assertEquals(
          "pairs: expected finished images, of values in [-1,1], found %s".formatted(-beyond)
              + " (PairSet.of(batch) finishes them)",
          assertThrows(IllegalArgumentException.class, () -> store.add(pairs(1, beyond), Map.of()))
              .getMessage());
    }
    assertEquals(0, open().size());
  }

  /** As an earlier version kept them. */
  @Test
  void keptImagesThatAreNotFinishedAreRefused() throws IOException {
    open().add(pairs(2, 1), Map.of());
    Path file = folder.resolve("pairs-0000000000.safetensors");
    Safetensors content = Safetensors.read(file);
    Map<String, Weights.Array> arrays = new TreeMap<>(content.arrays());
    Weights.Array y = Objects.requireNonNull(arrays.get("y"));
    float[] values = y.values().clone();
    values[values.length - 1] = -1.001f;
    arrays.put("y", Weights.Array.adopt(y.dimensions(), values));
    new Safetensors(ImmutableMap.copyOf(arrays), content.metadata()).withChecksum().write(file);
    assertEquals(
        file
            + ": expected finished images, of values in [-1,1], found -1.001 (take another"
            + " folder: those of an earlier version are as sampled)",
        assertThrows(IllegalArgumentException.class, this::open).getMessage());
  }

  @Test
  void aSmallLastBatchIsDroppedWhenMoreIsToFollow() throws IOException {
    PairStore store = open();
    store.add(pairs(2, 1), Map.of());
    store.dropPartOfBatch(2);
    assertEquals(2, store.size());
    store.add(pairs(1, 0.2f), Map.of());
    store.dropPartOfBatch(2);
    assertEquals(2, store.size());
    assertEquals(2, open().size());
  }

  @Test
  void pairsBehindAGapAreMadeAgain() throws IOException {
    PairStore store = open();
    store.add(pairs(2, 1), Map.of());
    store.add(pairs(2, 0.2f), Map.of());
    store.add(pairs(2, 0.3f), Map.of());
    Path second = folder.resolve("pairs-0000000002.safetensors");
    Files.copy(second, folder.resolve("pairs-9999999999.safetensors"));
    Files.delete(second);
    PairStore again = open();
    assertEquals(2, again.size());
    again.add(pairs(2, 0.5f), Map.of());
    assertEquals(pairs(2, 0.5f), open().first(4).slice(2, 4));
  }

  @Test
  void halfAFileIsReportedByName() throws IOException {
    open().add(pairs(2, 1), Map.of());
    Path file = folder.resolve("pairs-0000000000.safetensors");
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length / 2));
    String message = String.valueOf(assertThrows(BackendException.class, this::open).getMessage());
    assertTrue(message.startsWith(file.toString()), message);
  }

  @Test
  void aDamagedFileIsRefusedAndItsPairsMadeAgainWithoutIt() throws IOException {
    PairStore store = open();
    store.add(pairs(2, 1), Map.of("seconds", "0.5"));
    Path file = folder.resolve("pairs-0000000000.safetensors");
    byte[] whole = Files.readAllBytes(file);
    byte[] value = whole.clone();
    value[value.length - 2] ^= 1;
    Files.write(file, value);
    refusedAsDamaged(file, this::open);
    refusedAsDamaged(file, () -> store.first(1));

    String note = new String(whole, StandardCharsets.ISO_8859_1).replace("\"0.5\"", "\"0.6\"");
    Files.write(file, note.getBytes(StandardCharsets.ISO_8859_1));
    refusedAsDamaged(file, this::open);

    Files.delete(file);
    PairStore again = open();
    assertEquals(0, again.size());
    again.add(pairs(2, 1), Map.of("seconds", "0.5"));
    assertEquals(pairs(2, 1), open().first(2));
  }

  private static void refusedAsDamaged(Path file, Executable call) {
    assertEquals(
        file
            + ": expected the content that was written, found a damaged file (its checksum is"
            + " another); put it back, or delete it to have it made again",
        assertThrows(BackendException.class, call).getMessage());
  }

  @Test
  void aFileOfBeforeHasNoChecksumAndIsReadAsItWas() throws IOException {
    open().add(pairs(2, 1), Map.of());
    Path file = folder.resolve("pairs-0000000000.safetensors");
    Safetensors content = Safetensors.read(file);
    Map<String, String> metadata = new TreeMap<>(content.metadata());
    assertEquals(64, String.valueOf(metadata.remove("pig.checksum")).length());
    new Safetensors(content.arrays(), metadata).write(file);
    assertEquals(pairs(2, 1), open().first(2));
  }

  @Test
  void otherFilesAreNoConcern() throws IOException {
    Files.writeString(folder.resolve("row.txt"), "ddim:2");
    Files.writeString(folder.resolve(".draft-1"), "left by a kill");
    assertEquals(0, open().size());
  }
}
