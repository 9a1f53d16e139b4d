package org.pigdiffusion.picture;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.internal.Checksum;
import org.pigdiffusion.internal.Excerpt;
import org.pigdiffusion.internal.JsonFault;
import org.pigdiffusion.internal.NamedDifferences;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.internal.SizeLimit;
import org.pigdiffusion.internal.TextEntries;
import org.pigdiffusion.sampler.Provenance;
import org.pigdiffusion.sampler.SamplingRequest;

/**
 * What the pairs of a job depend on, as text by name: all of the request that has a bearing on
 * them, the shard, and the models. On which device they run is not in it: each pair's provenance
 * says that, and a job may go on elsewhere.
 *
 * <p>Folders hold this text, so no name and no wording may change. A setting that comes later gets
 * a line in {@link #LATER} with what all did before it came.
 *
 * @param byName in the order in which they are written
 */
record JobSettings(Map<String, String> byName) {
  static final String SHARD = "shard";
  private static final String FORMAT = "format";
  private static final String VERSION = "1";
  private static final String COUNT = "count";
  private static final String FIRST = "firstIndex";
  private static final String BATCH = "batchSize";
  private static final String SIZE = "size";
  private static final String OF_MODEL = "the model's";
  private static final String START = "start";
  private static final String FIXED_X = "fixedX";
  private static final Set<String> OF_JOB =
      Set.of(FORMAT, SHARD, COUNT, FIRST, BATCH, SIZE, FIXED_X);
  private static final Map<String, String> LATER = Map.of();
  private static final String OF_PROVENANCE = "pig.pair.";
  private static final String DEVICE = ".device";
  private static final SizeLimit LIMIT = SizeLimit.ofText("the settings of a job");
  private static final int DIGITS = 16;

  static JobSettings of(SamplingRequest request, Shard shard, Provenance provenance) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(FORMAT, VERSION);
    settings.put(SHARD, shard.text());
    settings.put(COUNT, Long.toString(request.count()));
    settings.put(FIRST, Long.toString(request.firstIndex()));
    settings.put(BATCH, Integer.toString(request.batchSize()));
    settings.put(SIZE, size(request));
    settings.putAll(ofPairs(provenance.toProperties()));
    request
        .start()
        .ifPresent(start -> settings.put(START, "given " + sum(start.x()) + " " + sum(start.y())));
    settings.put(FIXED_X, request.fixedX().map(JobSettings::sum).orElse("none"));
    return new JobSettings(settings);
  }

  /** What a provenance says that is the same for all pairs. */
  private static Map<String, String> ofPairs(Map<String, String> provenance) {
    Map<String, String> settings = new LinkedHashMap<>();
    provenance.forEach(
        (key, text) -> {
          String name = key.startsWith(OF_PROVENANCE) ? key.substring(OF_PROVENANCE.length()) : key;
          if (!name.equals(FORMAT) && !name.endsWith(DEVICE)) {
            settings.put(name, text);
          }
        });
    return settings;
  }

  /**
   * How the provenance of an entry differs from that of the job's pairs, each by name. It may name
   * any devices.
   */
  List<String> differencesOf(PairEntry entry) {
    Map<String, String> expected = new LinkedHashMap<>(byName);
    expected.keySet().removeAll(OF_JOB);
    // Of a start that was given, the job says which.
    expected.computeIfPresent(START, (key, text) -> text.split(" ", 2)[0]);
    List<String> differences =
        new ArrayList<>(NamedDifferences.between(expected, ofPairs(entry.provenance()), LATER));
    for (String model : List.of("modelX", "modelY")) {
      boolean named = entry.provenance().containsKey(OF_PROVENANCE + model + DEVICE);
      if (named != byName.containsKey(model + ".id")) {
        differences.add("device of %s: expected %s".formatted(model, named ? "none" : "one"));
      }
    }
    String format = entry.provenance().getOrDefault(OF_PROVENANCE + FORMAT, "none");
    if (!format.equals(VERSION)) {
      differences.add(
          "format of the provenance: now %s, there %s".formatted(VERSION, Excerpt.of(format)));
    }
    return differences;
  }

  /** Height and width of the pictures; empty if the model says them. */
  Optional<String> size() {
    String text = byName.getOrDefault(SIZE, "");
    if (text.equals(OF_MODEL)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ImageSize.parse(text).toString());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s: expected HEIGHTxWIDTH, such as 64x64, or %s, found '%s'"
              .formatted(SIZE, OF_MODEL, Excerpt.of(text)),
          e);
    }
  }

  private static String size(SamplingRequest request) {
    return request.height().isPresent() && request.width().isPresent()
        ? request.height().getAsInt() + "x" + request.width().getAsInt()
        : OF_MODEL;
  }

  private static String sum(Tensor tensor) {
    return Checksum.start().add(tensor).hex(DIGITS);
  }

  long count() {
    return entries().entry(COUNT, "a number of pairs", text -> atLeast(1, Long.parseLong(text)));
  }

  long firstIndex() {
    return entries().entry(FIRST, "a pair's number", text -> atLeast(0, Long.parseLong(text)));
  }

  int batchSize() {
    return entries()
        .entry(BATCH, "a number of pairs", text -> (int) atLeast(1, Integer.parseInt(text)));
  }

  Shard shard() {
    return entries().entry(SHARD, "a shard", Shard::parse);
  }

  private static long atLeast(long least, long number) {
    if (number < least) {
      throw new IllegalArgumentException("at least " + least);
    }
    return number;
  }

  private TextEntries entries() {
    return new TextEntries(byName);
  }

  JobSettings withShard(Shard shard) {
    Map<String, String> settings = new LinkedHashMap<>(byName);
    settings.put(SHARD, shard.text());
    return new JobSettings(settings);
  }

  /** What differs from another job, each by name. */
  List<String> differencesFrom(JobSettings there) {
    return NamedDifferences.between(byName, there.byName, LATER);
  }

  void write(Path file) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          JsonWriter json = new JsonWriter(text);
          json.setIndent("  ");
          json.beginObject();
          for (Map.Entry<String, String> setting : byName.entrySet()) {
            json.name(setting.getKey()).value(setting.getValue());
          }
          json.endObject();
          json.flush();
        });
  }

  /** Reads what {@link #write} wrote; empty if there is no such file. */
  static Optional<JobSettings> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JobSettings settings = new JobSettings(entries(file));
      settings.requireValid();
      return Optional.of(settings);
    } catch (FileSystemException e) {
      throw e; // names the file
    } catch (IllegalArgumentException e) {
      throw fault(file, String.valueOf(e.getMessage()), e);
    } catch (IOException | IllegalStateException e) {
      throw fault(file, "expected the settings of a job, found " + JsonFault.found(e), e);
    }
  }

  private static Map<String, String> entries(Path file) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    try (JsonReader json = new JsonReader(new StringReader(RegularFile.text(file, LIMIT)))) {
      json.beginObject();
      while (json.hasNext()) {
        String name = json.nextName();
        if (settings.put(name, json.nextString()) != null) {
          throw new IllegalStateException("two of the name " + Excerpt.of(name));
        }
      }
      json.endObject();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalStateException("more after their end");
      }
    }
    return settings;
  }

  private void requireValid() {
    entries().requireVersion(FORMAT, VERSION);
    long last = firstIndex() + count() - 1;
    if (last < 0) {
      throw new IllegalArgumentException(
          "%s: expected pairs up to number %d at most, found %d of them from %d on"
              .formatted(COUNT, Long.MAX_VALUE, count(), firstIndex()));
    }
    long batches = Shard.batches(count(), batchSize());
    if (shard().count() > batches) {
      throw new IllegalArgumentException(
          "%s: expected at most %d shards, as many as batches, found %s"
              .formatted(SHARD, batches, shard()));
    }
    size();
  }

  private static IOException fault(Path file, String reason, Exception cause) {
    return new IOException(
        "%s: %s; put back what the job wrote, or choose another folder".formatted(file, reason),
        cause);
  }
}
