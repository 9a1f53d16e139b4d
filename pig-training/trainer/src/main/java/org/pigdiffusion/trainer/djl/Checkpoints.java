package org.pigdiffusion.trainer.djl;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.internal.NamedDifferences;
import org.pigdiffusion.safetensors.NetworkFile;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.unet.UNet;

/**
 * The checkpoints of one stage: a folder {@code step-00000500} each. A folder is filled under
 * another name, flushed to the disk, and renamed, so whatever bears such a name is whole.
 */
final class Checkpoints {
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
    return newest(folders)
        .map(
            checkpoint -> {
              requireSame(checkpoint);
              return checkpoint.read(net);
            });
  }

  /**
   * Refuses a newest checkpoint of another run, as {@link #newest}, without reading its weights.
   */
  void requireNewestOfThisRun() {
    newest(folders).ifPresent(this::requireSame);
  }

  /**
   * What the newest checkpoint in a folder says of itself, if there is one, of whatever run.
   *
   * @throws TrainingException if it cannot be read
   */
  static Optional<CheckpointState> describeNewest(Path folder) {
    return newest(new CheckpointFolders(folder)).map(Checkpoint::describe);
  }

  private static Optional<Checkpoint> newest(CheckpointFolders folders) {
    try {
      return folders.newest();
    } catch (IOException e) {
      throw new TrainingException(folders.folder() + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private void requireSame(Checkpoint checkpoint) {
    List<String> differences =
        NamedDifferences.between(
            fingerprint, checkpoint.describe().fingerprint(), Fingerprint.LATER);
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "checkpoint %s: expected one of the same run, found differences: %s; go on with what it"
                  .formatted(checkpoint.folder(), String.join("; ", differences))
              + " says there, or choose another run folder to train anew");
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
              .formatted(state.progress.step(), folders.folder(), e.getMessage()),
          e);
    }
  }

  private void fill(Path draft, StageState state) throws IOException {
    Map<String, float[]> vectors =
        Map.of(
            Checkpoint.WEIGHTS, state.weights,
            Checkpoint.AVERAGE, state.average,
            Checkpoint.FIRST_MOMENT, state.firstMoment,
            Checkpoint.SECOND_MOMENT, state.secondMoment,
            Checkpoint.BEST, state.best);
    for (Map.Entry<String, float[]> entry : vectors.entrySet()) {
      new NetworkFile(net.config(), ParameterVector.weights(net, entry.getValue()), metadata)
          .write(draft.resolve(entry.getKey()));
    }
    CheckpointState json =
        new CheckpointState(
            state.progress,
            fingerprint,
            List.copyOf(state.validationLoss),
            List.copyOf(state.trainingLoss));
    AtomicFile.write(draft.resolve(Checkpoint.STATE), CheckpointJson.write(json));
    CheckpointSums.write(draft, Checkpoint.FILES);
  }
}
