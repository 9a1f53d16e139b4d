package org.pigdiffusion.sampler;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.pigdiffusion.internal.TextEntries;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.scheduler.SamplingMethod;

/** Writes and reads a {@link Provenance} as text properties. */
final class ProvenanceProperties {
  private static final String FORMAT = "pig.pair.format";
  private static final String VERSION = "1";
  private static final String NOISE = "pig.pair.noise";
  private static final String START = "pig.pair.start";
  private static final String GIVEN = "given";
  private static final String DRAWN = "drawn";
  private static final String METHOD = "pig.pair.method";
  private static final String SCHEDULE = "pig.pair.schedule";
  private static final String GUIDE = "pig.pair.guide";
  private static final String ANNOTATION = "pig.pair.annotation";
  private static final String GUIDE_REFRESH = "pig.pair.guideRefresh";
  private static final String MODEL_X = "pig.pair.modelX";
  private static final String MODEL_Y = "pig.pair.modelY";
  private static final String ID = ".id";
  private static final String DEVICE = ".device";

  private ProvenanceProperties() {}

  static Map<String, String> write(Provenance provenance) {
    ImmutableMap.Builder<String, String> properties = ImmutableMap.builder();
    properties.put(FORMAT, VERSION);
    properties.put(NOISE, provenance.noise().description());
    properties.put(START, provenance.startGiven() ? GIVEN : DRAWN);
    properties.put(METHOD, provenance.method().description());
    properties.put(SCHEDULE, provenance.noiseSchedule().description());
    properties.put(GUIDE, provenance.guide().description());
    properties.put(ANNOTATION, provenance.annotation().description());
    properties.put(GUIDE_REFRESH, provenance.guideRefresh().description());
    provenance.modelX().ifPresent(model -> put(properties, MODEL_X, model));
    put(properties, MODEL_Y, provenance.modelY());
    return properties.buildOrThrow();
  }

  private static void put(
      ImmutableMap.Builder<String, String> properties, String key, Provenance.Model model) {
    properties.put(key + ID, model.id());
    properties.put(key + DEVICE, model.device());
  }

  static Provenance read(Map<String, String> properties) {
    TextEntries entries = new TextEntries(properties);
    entries.requireVersion(FORMAT, VERSION);
    Provenance.Builder builder =
        Provenance.builder(
                entries.entry(NOISE, "a noise source", NoiseSource::parse),
                entries.entry(METHOD, "a sampling method", SamplingMethod::parse),
                entries.entry(SCHEDULE, "a noise schedule", NoiseSchedule::parse),
                model(entries, MODEL_Y))
            .startGiven(entries.entry(START, "given or drawn", ProvenanceProperties::isGiven))
            .guide(entries.entry(GUIDE, "a guide transform", GuideTransform::parse))
            .annotation(entries.entry(ANNOTATION, "a guide transform", GuideTransform::parse))
            .guideRefresh(entries.entry(GUIDE_REFRESH, "a guide refresh", GuideRefresh::parse));
    if (properties.containsKey(MODEL_X + ID) || properties.containsKey(MODEL_X + DEVICE)) {
      builder.modelX(model(entries, MODEL_X));
    }
    return builder.build();
  }

  private static boolean isGiven(String start) {
    if (!start.equals(GIVEN) && !start.equals(DRAWN)) {
      throw new IllegalArgumentException("no other words are known");
    }
    return start.equals(GIVEN);
  }

  private static Provenance.Model model(TextEntries entries, String key) {
    return new Provenance.Model(entries.text(key + ID), entries.text(key + DEVICE));
  }
}
