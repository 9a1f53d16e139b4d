package org.pigdiffusion.trainer.djl;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pigdiffusion.unet.UNetProperties;

/**
 * Turns the fingerprint of a checkpoint of format 1 into the names of {@link Fingerprint}. There,
 * settings stood as {@code Optimiser[learningRate=2.0E-4, beta1=0.9]}.
 */
final class OldFingerprint {
  private static final Pattern GROUP = Pattern.compile("(\\w+)\\[(.*)]");

  /** A list's commas, within its own brackets, part nothing. */
  private static final Splitter FIELDS = Splitter.on(Pattern.compile(", (?![^\\[]*])"));

  private static final Splitter PASSES = Splitter.on(" x ").limit(2);

  /** Single values whose name alone has changed. */
  private static final ImmutableMap<String, String> RENAMED =
      ImmutableMap.<String, String>builder()
          .put("time sampling", "times.sampling")
          .put("validate every", "validateEvery")
          .put("initial weights", "initialWeights")
          .put("training pairs", "pairs.training")
          .put("validation pairs", "pairs.validation")
          .put("steps", Fingerprint.RATE + "steps")
          .buildOrThrow();

  /** The names of rules and densities. */
  private static final ImmutableMap<String, String> CHOICES =
      ImmutableMap.<String, String>builder()
          .put("Constant", "constant")
          .put("Cosine", "cosine")
          .put("OnPlateau", "onPlateau")
          .put("OnTrainingPlateau", "onTrainingPlateau")
          .put("LogitNormal", "logitNormal")
          .put("LogNormalSigma", "logNormalSigma")
          .buildOrThrow();

  private final Map<String, String> names = new TreeMap<>();

  private OldFingerprint() {}

  /**
   * The same fingerprint in today's names.
   *
   * @throws IllegalArgumentException if a value is none that format 1 had
   */
  static Map<String, String> translate(Map<String, String> old) {
    OldFingerprint translation = new OldFingerprint();
    old.forEach(translation::put);
    return translation.names;
  }

  private void put(String name, String value) {
    switch (name) {
      case "network" -> putGroup(name, value, UNetProperties.PREFIX);
      case "optimiser", "augmentation" -> putGroup(name, value, name + ".");
      case "learning rate" ->
          names.put(
              Fingerprint.RATE + "rule", choice(name, putGroup(name, value, Fingerprint.RATE)));
      case "time density" ->
          names.put(
              Fingerprint.DENSITY, choice(name, putGroup(name, value, Fingerprint.DENSITY + ".")));
      case "batch" -> putBatch(value);
      default -> names.put(RENAMED.getOrDefault(name, name), value);
    }
  }

  private void putBatch(String value) {
    List<String> parts = PASSES.splitToList(value);
    if (parts.size() != 2) {
      throw new IllegalArgumentException(
          "fingerprint batch: expected SIZE x PASSES, found " + value);
    }
    names.put("batch.size", parts.get(0));
    names.put("batch.accumulation", parts.get(1));
  }

  private static String choice(String name, String old) {
    String choice = CHOICES.get(old);
    if (choice == null) {
      throw new IllegalArgumentException(
          "fingerprint %s: expected one of %s, found %s".formatted(name, CHOICES.keySet(), old));
    }
    return choice;
  }

  /** Puts the fields of a group under names of their own; gives the name of the group. */
  private String putGroup(String name, String value, String prefix) {
    Matcher group = GROUP.matcher(value);
    if (!group.matches()) {
      throw new IllegalArgumentException(
          "fingerprint %s: expected NAME[FIELD=VALUE, ...], found %s".formatted(name, value));
    }
    fields(name, group.group(2)).forEach((field, text) -> names.put(prefix + field, text));
    return group.group(1);
  }

  private static Map<String, String> fields(String name, String text) {
    Map<String, String> fields = new TreeMap<>();
    for (String field : FIELDS.split(text)) {
      int equals = field.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "fingerprint %s: expected FIELD=VALUE, found %s".formatted(name, field));
      }
      fields.put(field.substring(0, equals), bare(field.substring(equals + 1)));
    }
    return fields;
  }

  /** {@code [1, 2]} is {@code 1,2} today. */
  private static String bare(String value) {
    return value.startsWith("[") && value.endsWith("]")
        ? value.substring(1, value.length() - 1).replace(", ", ",")
        : value;
  }
}
