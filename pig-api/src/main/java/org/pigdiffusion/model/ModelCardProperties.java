package org.pigdiffusion.model;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.TreeMap;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.internal.TextEntries;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;

/** Writes and reads a {@link ModelCard} as text properties. */
final class ModelCardProperties {
  static final String FORMAT = "pig.format";
  private static final String VERSION = "1";
  private static final String ROLE = "pig.role";
  private static final String CHANNELS = "pig.channels";
  private static final String CONDITION_CHANNELS = "pig.conditionChannels";
  private static final String PREDICTION = "pig.prediction";
  private static final String SCHEDULE = "pig.schedule";
  private static final String HEIGHT = "pig.size.height";
  private static final String WIDTH = "pig.size.width";
  private static final String MULTIPLE = "pig.size.multiple";
  private static final String TRAINED_SIZE = "pig.trainedSize";
  private static final String LOW = "pig.range.low";
  private static final String HIGH = "pig.range.high";
  private static final String GUIDE = "pig.guide";
  private static final String ANNOTATION = "pig.annotation";
  private static final String PROVENANCE = "pig.provenance.";

  private final Map<String, String> properties;

  ModelCardProperties(Map<String, String> properties) {
    this.properties = properties;
  }

  static Map<String, String> write(ModelCard card) {
    ImmutableMap.Builder<String, String> properties = ImmutableMap.builder();
    properties.put(FORMAT, VERSION);
    properties.put(ROLE, Ascii.toLowerCase(card.role().name()));
    properties.put(CHANNELS, Integer.toString(card.channels()));
    properties.put(CONDITION_CHANNELS, Integer.toString(card.conditionChannels()));
    properties.put(PREDICTION, Ascii.toLowerCase(card.prediction().name()));
    properties.put(SCHEDULE, card.schedule().description());
    properties.put(HEIGHT, Integer.toString(card.size().height()));
    properties.put(WIDTH, Integer.toString(card.size().width()));
    properties.put(MULTIPLE, Integer.toString(card.size().multiple()));
    card.trainedSize().ifPresent(size -> properties.put(TRAINED_SIZE, size.toString()));
    properties.put(LOW, Double.toString(card.range().low()));
    properties.put(HIGH, Double.toString(card.range().high()));
    properties.put(GUIDE, card.guide());
    properties.put(ANNOTATION, card.annotation());
    card.provenance().forEach((key, value) -> properties.put(PROVENANCE + key, value));
    return properties.buildOrThrow();
  }

  ModelCard read() {
    TextEntries entries = new TextEntries(properties);
    entries.requireVersion(FORMAT, VERSION);
    ModelCard.Builder card =
        ModelCard.builder(
                entries.constant(ROLE, Role.class),
                entries.entry(CHANNELS, "an int", Integer::valueOf),
                entries.entry(CONDITION_CHANNELS, "an int", Integer::valueOf),
                entries.entry(SCHEDULE, "a noise schedule", NoiseSchedule::parse))
            .prediction(entries.constant(PREDICTION, PredictionType.class))
            .size(
                new SizeRule(
                    entries.entry(HEIGHT, "an int", Integer::valueOf),
                    entries.entry(WIDTH, "an int", Integer::valueOf),
                    entries.entry(MULTIPLE, "an int", Integer::valueOf)))
            .range(
                new ValueRange(
                    entries.entry(LOW, "a number", Double::valueOf),
                    entries.entry(HIGH, "a number", Double::valueOf)))
            .guide(entries.entry(GUIDE, "a guide transform", GuideTransform::parse))
            .annotation(entries.entry(ANNOTATION, "a guide transform", GuideTransform::parse))
            .provenance(provenance());
    if (properties.containsKey(TRAINED_SIZE)) { // older files do not tell it
      card.trainedSize(entries.entry(TRAINED_SIZE, "an image size", ImageSize::parse));
    }
    return card.build();
  }

  /** Sorted by key: the containers that the properties travel in keep no order. */
  private Map<String, String> provenance() {
    Map<String, String> entries = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(PROVENANCE)) {
            entries.put(key.substring(PROVENANCE.length()), value);
          }
        });
    return entries;
  }
}
