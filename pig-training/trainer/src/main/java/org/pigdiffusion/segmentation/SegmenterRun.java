package org.pigdiffusion.segmentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.internal.WritableFolder;
import org.pigdiffusion.trainer.PairSource;
import org.pigdiffusion.trainer.StopReason;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.trainer.djl.internal.RunLock;
import org.pigdiffusion.unet.Weights;

/** One training, from wherever its folder stands to its end. */
final class SegmenterRun {
  private static final String CHECKPOINT_FILE = "checkpoint.safetensors";
  static final String FINISHED_FILE = "segmenter.safetensors";
  private static final String FIRST = "first";
  private static final String SECOND = "second";
  private static final String BEST = "best";
  private static final double DECAY = 0.9;

  private final SegmentationNet net;
  private final SegmenterSettings settings;
  private final LearntPairs pairs;
  private final SegmenterListener listener;
  private Optional<PairSource> validation = Optional.empty();
  private int patienceFrom;
  private Optional<Path> folder = Optional.empty();
  private Map<String, String> fingerprint = Map.of();

  private final List<Double> losses = new ArrayList<>();
  private final List<SegmenterReport.Validation> validations = new ArrayList<>();
  private int bestStep;
  private double bestDice = -1;
  private Map<String, Weights.Array> best = Map.of();

  SegmenterRun(
      SegmentationNet net,
      SegmenterSettings settings,
      LearntPairs pairs,
      SegmenterListener listener) {
    this.net = net;
    this.settings = settings;
    this.pairs = pairs;
    this.listener = listener;
  }

  /**
   * Keeps the best weights.
   *
   * @param from the steps before which nobody loses patience: those on generated pairs alone
   */
  SegmenterRun validating(Optional<PairSource> on, int from) {
    this.validation = on;
    this.patienceFrom = from;
    return this;
  }

  SegmenterRun in(Optional<Path> ofRun, Map<String, String> whatItDependsOn) {
    this.folder = ofRun;
    this.fingerprint = whatItDependsOn;
    return this;
  }

  Segmenter train() {
    Optional<SegmenterFile> finished = finished();
    if (finished.isPresent()) {
      return Segmenter.of(finished.get());
    }
    if (folder.isEmpty()) {
      return trainOn();
    }
    requireWritable();
    RunLock lock = RunLock.of(folder.get());
    try (lock) {
      // Another may have come to its end since we looked.
      return finished().map(Segmenter::of).orElseGet(this::trainOn);
    }
  }

  /** It appears whole, so that it is read without the lock. */
  private Optional<SegmenterFile> finished() {
    return kept(FINISHED_FILE, List.of(SegmenterFile.NETWORK));
  }

  private Segmenter trainOn() {
    Optional<SegmenterFile> checkpoint =
        kept(CHECKPOINT_FILE, List.of(SegmenterFile.NETWORK, FIRST, SECOND, BEST));
    checkpoint.ifPresent(this::goOnFrom);
    try (NetworkArrays network = network(checkpoint, SegmenterFile.NETWORK);
        NetworkArrays.AdamMoments moments =
            new NetworkArrays.AdamMoments(
                network(checkpoint, FIRST), network(checkpoint, SECOND))) {
      StopReason reason = learn(network, moments);
      return end(network, reason);
    }
  }

  private NetworkArrays network(Optional<SegmenterFile> checkpoint, String kind) {
    if (checkpoint.isPresent()) {
      return NetworkArrays.of(net, checkpoint.get().networks().getOrDefault(kind, Map.of()));
    }
    return kind.equals(SegmenterFile.NETWORK)
        ? NetworkArrays.initial(net, settings.seed())
        : NetworkArrays.zeros(net);
  }

  private void goOnFrom(SegmenterFile checkpoint) {
    losses.addAll(checkpoint.report().losses());
    validations.addAll(checkpoint.report().validations());
    for (SegmenterReport.Validation each : validations) {
      if (each.dice() > bestDice) {
        bestDice = each.dice();
        bestStep = each.step();
      }
    }
    best = checkpoint.networks().getOrDefault(BEST, Map.of());
  }

  private StopReason learn(NetworkArrays network, NetworkArrays.AdamMoments moments) {
    while (losses.size() < settings.steps() && !outOfPatience()) {
      step(network, moments);
      int done = losses.size();
      if (done % settings.validateEvery() == 0 || done == settings.steps()) {
        validate(network);
      }
      boolean cancelled = listener.isCancelled() || Thread.currentThread().isInterrupted();
      if (cancelled || done % settings.checkpointEvery() == 0) {
        writeCheckpoint(network, moments);
      }
      if (cancelled && done < settings.steps() && !outOfPatience()) {
        return StopReason.CANCELLED;
      }
    }
    return losses.size() < settings.steps() ? StopReason.NO_IMPROVEMENT : StopReason.STEPS_DONE;
  }

  private void step(NetworkArrays network, NetworkArrays.AdamMoments moments) {
    int done = losses.size();
    double rate = settings.learningRate() * Math.pow(1 - (double) done / settings.steps(), DECAY);
    double loss = network.learn(pairs.draw(done), moments, done, rate);
    if (!Double.isFinite(loss)) {
      throw new TrainingException(
          "segmenter, step %d: expected a finite loss, found %s; look at the pairs for values that"
                  .formatted(done + 1, loss)
              + " are not finite, or choose a learning rate lower than "
              + settings.learningRate());
    }
    losses.add(loss);
    listener.onStep(done + 1, settings.steps(), loss);
  }

  private void validate(NetworkArrays network) {
    if (validation.isEmpty()) {
      return;
    }
    double dice = MeanDice.of(network, validation.get());
    SegmenterReport.Validation now = new SegmenterReport.Validation(losses.size(), dice);
    validations.add(now);
    boolean isBest = dice > bestDice;
    if (isBest) {
      bestDice = dice;
      bestStep = losses.size();
      best = network.values();
    }
    listener.onValidation(now, isBest);
  }

  private boolean outOfPatience() {
    if (settings.patience() == 0) {
      return false;
    }
    int from = Math.max(bestStep, patienceFrom);
    return validations.stream().filter(each -> each.step() > from).count() >= settings.patience();
  }

  private SegmenterReport report(StopReason reason) {
    int kept = validations.isEmpty() ? losses.size() : bestStep;
    return new SegmenterReport(reason, kept, losses, validations);
  }

  private Segmenter end(NetworkArrays network, StopReason reason) {
    Map<String, Weights.Array> values = validations.isEmpty() ? network.values() : best;
    SegmenterFile result =
        new SegmenterFile(net, Map.of(SegmenterFile.NETWORK, values), report(reason), fingerprint);
    if (reason != StopReason.CANCELLED) {
      write(FINISHED_FILE, result);
      folder.ifPresent(SegmenterRun::removeCheckpoint);
    }
    return Segmenter.of(result);
  }

  private void writeCheckpoint(NetworkArrays network, NetworkArrays.AdamMoments moments) {
    if (folder.isPresent()) {
      Map<String, Weights.Array> now = network.values();
      Map<String, Map<String, Weights.Array>> networks =
          Map.of(
              SegmenterFile.NETWORK,
              now,
              FIRST,
              moments.first().values(),
              SECOND,
              moments.second().values(),
              BEST,
              best.isEmpty() ? now : best);
      write(
          CHECKPOINT_FILE,
          new SegmenterFile(net, networks, report(StopReason.CANCELLED), fingerprint));
    }
  }

  /** Before the first step, not at the first checkpoint. */
  private void requireWritable() {
    if (folder.isPresent()) {
      try {
        WritableFolder.require(folder.get());
      } catch (IOException e) {
        throw new TrainingException("segmenter: cannot be written: " + e.getMessage(), e);
      }
    }
  }

  private void write(String name, SegmenterFile content) {
    if (folder.isPresent()) {
      try {
        content.write(folder.get().resolve(name));
      } catch (IOException e) {
        throw new TrainingException("segmenter: cannot be written: " + e.getMessage(), e);
      }
    }
  }

  private static void removeCheckpoint(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(CHECKPOINT_FILE));
    } catch (IOException e) {
      throw new TrainingException(
          "segmenter: its checkpoint cannot be removed: " + e.getMessage(), e);
    }
  }

  private Optional<SegmenterFile> kept(String name, List<String> kinds) {
    Optional<Path> file = folder.map(path -> path.resolve(name)).filter(Files::exists);
    Optional<SegmenterFile> content = file.map(path -> SegmenterFile.read(path, kinds));
    content.ifPresent(
        found ->
            OtherSettingsException.requireSame(
                folder.orElseThrow(),
                OtherSettingsException.Part.NETWORK,
                "",
                fingerprint,
                found.fingerprint()));
    return content;
  }
}
