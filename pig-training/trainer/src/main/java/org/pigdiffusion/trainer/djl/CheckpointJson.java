package org.pigdiffusion.trainer.djl;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.trainer.LossPoint;

/**
 * Writes and reads a {@link CheckpointState}, believing nothing of what it reads.
 *
 * <p>Format 1 named the settings of a run otherwise and had no checksums. It is still read.
 */
final class CheckpointJson {
  /** The first format with checksums. */
  static final int FORMAT = 2;

  private static final Gson GSON =
      new GsonBuilder().serializeSpecialFloatingPointValues().disableHtmlEscaping().create();

  private CheckpointJson() {}

  static String write(CheckpointState state) {
    JsonObject json = new JsonObject();
    json.addProperty("format", FORMAT);
    json.add("progress", progress(state.progress()));
    JsonObject fingerprint = new JsonObject();
    state.fingerprint().forEach(fingerprint::addProperty);
    json.add("fingerprint", fingerprint);
    JsonArray validationLoss = new JsonArray();
    for (LossPoint point : state.validationLoss()) {
      JsonObject entry = new JsonObject();
      entry.addProperty("step", point.step());
      entry.addProperty("loss", point.loss());
      JsonArray byNoise = new JsonArray();
      point.byNoise().forEach(byNoise::add);
      entry.add("byNoise", byNoise);
      validationLoss.add(entry);
    }
    json.add("validationLoss", validationLoss);
    JsonArray trainingLoss = new JsonArray();
    state.trainingLoss().forEach(trainingLoss::add);
    json.add("trainingLoss", trainingLoss);
    return GSON.toJson(json);
  }

  private static JsonObject progress(Progress progress) {
    JsonObject json = new JsonObject();
    json.addProperty("step", progress.step());
    json.addProperty("bestStep", progress.bestStep());
    json.addProperty("bestLoss", progress.bestLoss());
    json.addProperty("withoutImprovement", progress.withoutImprovement());
    JsonObject plateau = new JsonObject();
    plateau.addProperty("best", progress.plateau().best());
    plateau.addProperty("waited", progress.plateau().waited());
    plateau.addProperty("factor", progress.plateau().factor());
    json.add("plateau", plateau);
    json.addProperty("gaveUp", progress.gaveUp());
    return json;
  }

  /**
   * The format that a text is of.
   *
   * @throws IllegalArgumentException if it does not say so, or was written by a later version
   */
  static int format(JsonEntry json) {
    int format = json.member("format").integer(1, Integer.MAX_VALUE);
    if (format > FORMAT) {
      throw new IllegalArgumentException(
          "format: expected at most %d, found %d, which a later version of this library wrote"
              .formatted(FORMAT, format));
    }
    return format;
  }

  /**
   * Reads the state of a checkpoint.
   *
   * @param step the step that the checkpoint's name says
   * @throws IllegalArgumentException if an entry is missing or cannot be; the message names it
   */
  static CheckpointState read(JsonEntry json, int step) {
    Map<String, String> fingerprint = json.member("fingerprint").texts();
    return new CheckpointState(
        progress(json.member("progress"), step),
        format(json) == 1 ? OldFingerprint.translate(fingerprint) : fingerprint,
        validationLoss(json.member("validationLoss"), step),
        trainingLoss(json.member("trainingLoss"), step));
  }

  private static Progress progress(JsonEntry json, int step) {
    JsonEntry bestLoss = json.member("bestLoss");
    int bestStep = json.member("bestStep").integer(0, step);
    if (Double.isFinite(bestLoss.number()) != bestStep > 0) {
      throw bestLoss.fault(
          bestStep > 0 ? "a finite number" : "Infinity, before there was a best step");
    }
    return new Progress(
        json.member("step").integer(step, step),
        bestStep,
        bestLoss.number(),
        json.member("withoutImprovement").integer(0, step),
        plateau(json.member("plateau"), step),
        json.member("gaveUp").truth());
  }

  private static Plateau plateau(JsonEntry json, int step) {
    JsonEntry factor = json.member("factor");
    if (!(factor.number() >= 0 && factor.number() <= 1)) {
      throw factor.fault("a number in [0,1]");
    }
    return new Plateau(
        json.member("best").number(), json.member("waited").integer(0, step), factor.number());
  }

  private static List<LossPoint> validationLoss(JsonEntry json, int lastStep) {
    List<LossPoint> points = new ArrayList<>();
    int least = 1;
    for (JsonEntry entry : json.list()) {
      int step = entry.member("step").integer(least, lastStep);
      points.add(new LossPoint(step, entry.member("loss").number(), byNoise(entry)));
      least = step + 1;
    }
    return points;
  }

  /** Checkpoints of before have none. */
  private static List<Double> byNoise(JsonEntry validation) {
    List<Double> losses =
        validation.find("byNoise").map(JsonEntry::list).orElse(List.of()).stream()
            .map(JsonEntry::number)
            .toList();
    if (!losses.isEmpty() && losses.size() != Validator.PARTS) {
      throw validation.member("byNoise").fault("%d numbers or none".formatted(Validator.PARTS));
    }
    return losses;
  }

  private static List<Double> trainingLoss(JsonEntry json, int steps) {
    List<JsonEntry> entries = json.list();
    if (entries.size() != steps) {
      throw new IllegalArgumentException(
          "%s: expected %d numbers, one for each step, found %d"
              .formatted(json.name(), steps, entries.size()));
    }
    List<Double> losses = new ArrayList<>();
    for (JsonEntry entry : entries) {
      if (!Double.isFinite(entry.number())) {
        throw entry.fault("a finite number");
      }
      losses.add(entry.number());
    }
    return losses;
  }
}
