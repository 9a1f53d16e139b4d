package org.pigdiffusion.training;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.djl.NetworkFile;
import org.pigdiffusion.djl.Safetensors;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.unet.UNet;

/**
 * The checkpoints of one stage: a folder {@code step-00000500} each. A folder is filled under
 * another name, flushed to the disk, and renamed, so whatever bears such a name is whole.
 */
final class Checkpoints {
  private static final String STATE = "state.json";
  private static final String WEIGHTS = "weights.safetensors";
  private static final String AVERAGE = "average.safetensors";
  private static final String FIRST_MOMENT = "adam-m.safetensors";
  private static final String SECOND_MOMENT = "adam-v.safetensors";
  private static final String BEST = "best.safetensors";
  private static final Gson GSON =
      new GsonBuilder().serializeSpecialFloatingPointValues().disableHtmlEscaping().create();

  private final CheckpointFolders folders;
  private final UNet net;
  private final ImmutableMap<String, String> metadata;
  private final Map<String, String> fingerprint;
  private final int keep;

  Checkpoints(Path folder, StageSetup setup, Map<String, String> fingerprint) {
    this.folders = new CheckpointFolders(folder);
    this.net = setup.net();
    this.metadata =
        ImmutableMap.of(
            "role", setup.role().name(),
            "prediction", setup.config().prediction().name(),
            "schedule", setup.config().schedule().description());
    this.fingerprint = fingerprint;
    this.keep = setup.config().keepCheckpoints();
  }

  /**
   * The state of the newest checkpoint, if there is one.
   *
   * @throws IllegalArgumentException if it belongs to a run with other settings, networks or pairs
   * @throws TrainingException if it cannot be read
   */
  Optional<StageState> newest() {
    return newestFolder(folders).map(this::read);
  }

  /**
   * Refuses a newest checkpoint of another run, as {@link #newest}, without reading its weights.
   */
  void requireNewestOfThisRun() {
    newestFolder(folders).ifPresent(checkpoint -> requireSame(checkpoint, describe(checkpoint)));
  }

  /**
   * What the newest checkpoint in a folder says of itself, if there is one, of whatever run.
   *
   * @throws TrainingException if it cannot be read
   */
  static Optional<CheckpointState> describeNewest(Path folder) {
    return newestFolder(new CheckpointFolders(folder)).map(Checkpoints::describe);
  }

  private static Optional<Path> newestFolder(CheckpointFolders folders) {
    try {
      return folders.newest();
    } catch (IOException e) {
      throw new TrainingException(folders.folder() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static CheckpointState describe(Path checkpoint) {
    try {
      CheckpointState json =
          GSON.fromJson(Files.readString(checkpoint.resolve(STATE)), CheckpointState.class);
      if (json.format() != CheckpointState.FORMAT) {
        throw new IllegalArgumentException(
            "checkpoint %s: expected format %d, found %d"
                .formatted(checkpoint, CheckpointState.FORMAT, json.format()));
      }
      return json;
    } catch (IOException | JsonParseException e) {
      throw unreadable(checkpoint, e);
    }
  }

  private static TrainingException unreadable(Path checkpoint, Exception cause) {
    return new TrainingException(
        "checkpoint %s cannot be read: %s; remove it to go on from the one before"
            .formatted(checkpoint, cause.getMessage()),
        cause);
  }

  private StageState read(Path checkpoint) {
    CheckpointState json = describe(checkpoint);
    requireSame(checkpoint, json);
    try {
      StageState state =
          new StageState(
              vector(checkpoint, WEIGHTS),
              vector(checkpoint, AVERAGE),
              vector(checkpoint, FIRST_MOMENT),
              vector(checkpoint, SECOND_MOMENT));
      state.best = vector(checkpoint, BEST);
      state.progress = json.progress();
      state.trainingLoss.addAll(json.trainingLoss());
      state.validationLoss.addAll(json.validationLoss());
      return state;
    } catch (BackendException e) {
      throw unreadable(checkpoint, e);
    }
  }

  private void requireSame(Path checkpoint, CheckpointState json) {
    Map<String, String> differences = new TreeMap<>();
    for (String name : Sets.union(fingerprint.keySet(), json.fingerprint().keySet())) {
      String now = fingerprint.getOrDefault(name, "nothing");
      String found = json.fingerprint().getOrDefault(name, "nothing");
      if (!found.equals(now)) {
        differences.put(name, "now %s, there %s".formatted(now, found));
      }
    }
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "checkpoint %s: expected one of the same run, found differences: %s; choose another run"
                  .formatted(checkpoint, differences)
              + " folder to train anew");
    }
  }

  private float[] vector(Path checkpoint, String file) {
    Path path = checkpoint.resolve(file);
    try {
      return ParameterVector.of(net, Safetensors.read(path).arrays());
    } catch (IllegalArgumentException e) {
      throw new BackendException(path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes a checkpoint and removes the oldest beyond those to keep.
   *
   * @throws TrainingException if it cannot be written
   */
  void write(StageState state) {
    try {
      folders.add(state.progress.step(), draft -> fill(draft, state));
      folders.removeAllBut(keep);
    } catch (IOException e) {
      throw new TrainingException(
          "step %d: the checkpoint cannot be written to %s: %s"
              .formatted(state.progress.step(), folders.folder(), e),
          e);
    }
  }

  private void fill(Path draft, StageState state) throws IOException {
    Map<String, float[]> vectors =
        Map.of(
            WEIGHTS, state.weights,
            AVERAGE, state.average,
            FIRST_MOMENT, state.firstMoment,
            SECOND_MOMENT, state.secondMoment,
            BEST, state.best);
    for (Map.Entry<String, float[]> entry : vectors.entrySet()) {
      new NetworkFile(net.config(), ParameterVector.weights(net, entry.getValue()), metadata)
          .write(draft.resolve(entry.getKey()));
    }
    CheckpointState json =
        new CheckpointState(
            CheckpointState.FORMAT,
            state.progress,
            fingerprint,
            List.copyOf(state.validationLoss),
            List.copyOf(state.trainingLoss));
    Files.writeString(draft.resolve(STATE), GSON.toJson(json));
  }
}
