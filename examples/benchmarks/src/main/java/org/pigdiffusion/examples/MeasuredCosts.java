package org.pigdiffusion.examples;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.pigdiffusion.Role;
import org.pigdiffusion.examples.common.InputFile;
import org.pigdiffusion.examples.common.WholeFile;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.trainer.TrainingListener;

/**
 * What single steps and calls cost on this machine, in seconds of CPU. Measured once, and kept in
 * the folder of the experiment: the steps of a training depend on it. Each is the least of three
 * rounds.
 *
 * @param settings the networks, the batch and the size of the images
 * @param stepX an optimiser step of model x of a pair
 * @param stepY an optimiser step of model y of a pair that learns from the true x_0
 * @param stepAlone an optimiser step of a model of the images alone
 * @param evaluationPair a call of both models of a pair, for one image
 * @param evaluationAlone a call of a model of the images alone, for one image
 * @param features of one image
 * @param intervals of one row
 * @param clockPerCpu seconds of the clock for each second of CPU
 */
record MeasuredCosts(
    String settings,
    double stepX,
    double stepY,
    double stepAlone,
    double evaluationPair,
    double evaluationAlone,
    double features,
    double intervals,
    double clockPerCpu) {
  private static final int NETWORKS_OF_PAIR = 2;
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  /** Optimiser steps of each model that are timed, after some that are slower. */
  private static final int TIMED = 16;

  private static final int LEFT_OUT = 4;
  private static final int ROUNDS = 3;

  /**
   * An optimiser step of model y of a pair that learns from x0hat: model x is called too, as in an
   * evaluation, in which it is one of two.
   *
   * @param batch pairs of a step
   */
  double stepYFromX(int batch) {
    return stepY + batch * evaluationPair / NETWORKS_OF_PAIR;
  }

  /** What is tried out to be timed. */
  interface Rehearsal {
    /** Trains a pair of so many steps each in a folder. */
    Path pair(Path folder, int steps, TrainingListener listener) throws IOException;

    /** Trains a model alone. */
    Path alone(Path folder, int steps, TrainingListener listener) throws IOException;

    /** A request for a batch. */
    SamplingRequest.Builder batch();

    /** Seconds of CPU for the features of one image. */
    double secondsOfFeatures();

    /** Seconds of CPU for the intervals of a row. */
    double secondsOfIntervals();
  }

  /** What the folder says, or what is measured now and kept there. */
  static MeasuredCosts keptIn(Path folder, String settings, Rehearsal rehearsal)
      throws IOException {
    Path file = folder.resolve("costs.json");
    if (Files.exists(file)) {
      MeasuredCosts costs = read(file);
      if (!costs.settings.equals(settings)) {
        throw new IllegalArgumentException(
            "%s: expected the settings that this folder began with, %s, found %s; choose another"
                    .formatted(file, costs.settings, settings)
                + " --out folder");
      }
      return costs;
    }
    System.out.println("Timing some steps of everything, once ...");
    MeasuredCosts costs = measure(folder.resolve("timing"), settings, rehearsal);
    WholeFile.write(file, GSON.toJson(costs));
    return costs;
  }

  private static MeasuredCosts read(Path file) throws IOException {
    try {
      MeasuredCosts costs = GSON.fromJson(InputFile.text(file), MeasuredCosts.class);
      if (costs != null
          && costs.settings != null
          && costs.stepX > 0
          && costs.stepY > 0
          && costs.stepAlone > 0) {
        return costs;
      }
    } catch (JsonParseException e) {
      // Told below, as what holds something else.
    }
    throw new IllegalArgumentException(
        "%s: expected the costs of steps, found something else; choose another --out folder"
            .formatted(file));
  }

  private static MeasuredCosts measure(Path folder, String settings, Rehearsal rehearsal)
      throws IOException {
    removeAll(folder);
    long clock = System.nanoTime();
    double cpu = CpuClock.seconds();
    MeasuredCosts least = round(folder.resolve("round-0"), settings, rehearsal);
    for (int round = 1; round < ROUNDS; round++) {
      least = least.least(round(folder.resolve("round-" + round), settings, rehearsal));
    }
    removeAll(folder);
    return least.withClock((System.nanoTime() - clock) / 1e9 / (CpuClock.seconds() - cpu));
  }

  /** Everything once. Rounds take turns, so that none is timed while all code is still slow. */
  private static MeasuredCosts round(Path folder, String settings, Rehearsal rehearsal)
      throws IOException {
    StepCosts ofPair = new StepCosts();
    Path pair = rehearsal.pair(folder.resolve("pair"), LEFT_OUT + TIMED, ofPair);
    StepCosts ofAlone = new StepCosts();
    Path alone = rehearsal.alone(folder.resolve("alone"), LEFT_OUT + TIMED, ofAlone);
    return new MeasuredCosts(
        settings,
        ofPair.of(Role.X),
        ofPair.of(Role.Y),
        ofAlone.of(Role.Y),
        evaluation(OpenModels.pair(pair), rehearsal.batch()),
        evaluation(OpenModels.alone(alone), rehearsal.batch()),
        rehearsal.secondsOfFeatures(),
        rehearsal.secondsOfIntervals(),
        1);
  }

  /** Other work on the machine makes steps dearer, never cheaper. */
  private MeasuredCosts least(MeasuredCosts other) {
    return new MeasuredCosts(
        settings,
        Math.min(stepX, other.stepX),
        Math.min(stepY, other.stepY),
        Math.min(stepAlone, other.stepAlone),
        Math.min(evaluationPair, other.evaluationPair),
        Math.min(evaluationAlone, other.evaluationAlone),
        Math.min(features, other.features),
        Math.min(intervals, other.intervals),
        clockPerCpu);
  }

  private MeasuredCosts withClock(double measured) {
    return new MeasuredCosts(
        settings,
        stepX,
        stepY,
        stepAlone,
        evaluationPair,
        evaluationAlone,
        features,
        intervals,
        measured);
  }

  /** Of one image, after some evaluations that are slower. */
  private static double evaluation(Supplier<OpenModels> models, SamplingRequest.Builder batch) {
    int evaluations = 10;
    try (OpenModels open = models.get()) {
      sample(open, batch.method(Ddim.ofSteps(evaluations)).build());
      double before = CpuClock.seconds();
      int images = sample(open, batch.build());
      return (CpuClock.seconds() - before) / evaluations / images;
    }
  }

  private static int sample(OpenModels models, SamplingRequest request) {
    try (Stream<PairBatch> batches = models.sampler().sample(request)) {
      return batches.mapToInt(PairBatch::size).sum();
    }
  }

  private static void removeAll(Path folder) throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** The seconds of CPU between the end of one step and that of a later one, for each stage. */
  private static final class StepCosts implements TrainingListener {
    private final Map<Role, Double> begin = new EnumMap<>(Role.class);
    private final Map<Role, Double> end = new EnumMap<>(Role.class);

    @Override
    public void onStep(Step step) {
      if (step.step() == LEFT_OUT) {
        begin.put(step.role(), CpuClock.seconds());
      }
      end.put(step.role(), CpuClock.seconds());
    }

    double of(Role role) {
      return (end.getOrDefault(role, 0.0) - begin.getOrDefault(role, 0.0)) / TIMED;
    }
  }
}
