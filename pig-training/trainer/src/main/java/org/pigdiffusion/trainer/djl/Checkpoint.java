package org.pigdiffusion.trainer.djl;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.internal.JsonFault;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.internal.SizeLimit;
import org.pigdiffusion.safetensors.Safetensors;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.unet.UNet;

/**
 * A checkpoint on the disk.
 *
 * @param folder its folder
 * @param step the step that the folder's name says
 * @param before the one before it, to fall back on
 */
record Checkpoint(Path folder, int step, Optional<Path> before) {
  static final String STATE = "state.json";
  static final String WEIGHTS = "weights.safetensors";
  static final String AVERAGE = "average.safetensors";
  static final String FIRST_MOMENT = "adam-m.safetensors";
  static final String SECOND_MOMENT = "adam-v.safetensors";
  static final String BEST = "best.safetensors";

  /** The losses of some ten million steps. */
  private static final SizeLimit STATE_LIMIT = new SizeLimit("the state of a training", 1 << 28, 8);

  /** All files but that of their checksums. */
  static final ImmutableList<String> FILES =
      ImmutableList.of(STATE, WEIGHTS, AVERAGE, FIRST_MOMENT, SECOND_MOMENT, BEST);

  /** A step of reading, which may find a fault. */
  @FunctionalInterface
  private interface Reading<T> {
    T read() throws IOException;
  }

  /**
   * What it says of itself, without its weights.
   *
   * @throws TrainingException if it cannot be read, or is not as it was written
   */
  CheckpointState describe() {
    return whole(
        () -> {
          Optional<CheckpointSums> sums = sums();
          if (sums.isPresent()) {
            sums.get().require(folder, STATE);
          }
          return state(sums.isPresent());
        });
  }

  /**
   * All of it.
   *
   * @throws TrainingException if it cannot be read, or is not as it was written
   */
  StageState read(UNet net) {
    return whole(
        () -> {
          Optional<CheckpointSums> sums = sums();
          if (sums.isPresent()) {
            for (String name : FILES) {
              sums.get().require(folder, name);
            }
          }
          CheckpointState json = state(sums.isPresent());
          StageState state =
              new StageState(
                  vector(net, WEIGHTS),
                  vector(net, AVERAGE),
                  vector(net, FIRST_MOMENT),
                  vector(net, SECOND_MOMENT));
          state.best = vector(net, BEST);
          state.progress = json.progress();
          state.trainingLoss.addAll(json.trainingLoss());
          state.validationLoss.addAll(json.validationLoss());
          return state;
        });
  }

  /** Checkpoints of format 1 have none. */
  private Optional<CheckpointSums> sums() throws IOException {
    return Files.exists(folder.resolve(CheckpointSums.FILE))
        ? Optional.of(CheckpointSums.read(folder, FILES))
        : Optional.empty();
  }

  private CheckpointState state(boolean hasSums) throws IOException {
    JsonEntry json = JsonEntry.parse(RegularFile.text(folder.resolve(STATE), STATE_LIMIT));
    try {
      if (!hasSums && CheckpointJson.format(json) >= CheckpointJson.FORMAT) {
        throw new IllegalArgumentException(
            "expected " + CheckpointSums.FILE + " beside it, found none");
      }
      return CheckpointJson.read(json, step);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(STATE + ": " + e.getMessage(), e);
    }
  }

  private float[] vector(UNet net, String name) {
    try {
      return ParameterVector.of(net, Safetensors.read(folder.resolve(name)).arrays());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private <T> T whole(Reading<T> reading) {
    try {
      return reading.read();
    } catch (NoSuchFileException e) {
      throw unreadable(e.getFile() + " is missing", e);
    } catch (CharacterCodingException e) {
      throw unreadable("it holds text that is not UTF-8", e);
    } catch (JsonParseException e) {
      throw unreadable(STATE + ": not JSON: found " + JsonFault.found(e), e);
    } catch (IOException | IllegalArgumentException | BackendException e) {
      throw unreadable(e.getMessage(), e);
    }
  }

  private TrainingException unreadable(@Nullable String fault, Exception cause) {
    String remedy =
        before
            .map(path -> "remove it to go on from " + path.getFileName() + ", the one before")
            .orElse("remove it to train the stage anew, since there is none before it");
    return new TrainingException(
        "checkpoint %s cannot be read: %s; %s".formatted(folder, fault, remedy), cause);
  }
}
