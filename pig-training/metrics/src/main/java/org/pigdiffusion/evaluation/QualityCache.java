package org.pigdiffusion.evaluation;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableMap;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.internal.Checksum;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.internal.SizeLimit;

/**
 * What was measured of pairs, kept in a folder, since features and intervals take minutes. It is
 * found again by the checksum of the pairs, the reference and the settings, so that nothing kept
 * can be out of date. For one thread at a time.
 */
public final class QualityCache {
  /** Raised whenever other figures are measured, so that older ones are not mixed with them. */
  private static final int FIGURES = 3;

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
  private static final int NAME_DIGITS = 32;

  private final Path folder;
  private final PairSet reference;
  private final String settings;
  private final Supplier<PairComparison> comparison;

  /**
   * A cache in a folder. Nothing is read, made or computed before the first measurement.
   *
   * @param folder made if it is missing
   * @param reference the real pairs that the comparison compares with
   * @param settings all else that decides what the comparison measures, such as the checksum of the
   *     extractor, the steps of the segmentation network and the bootstrap draws
   * @param comparison called once, when something must be measured that is not kept
   */
  public QualityCache(
      Path folder, PairSet reference, String settings, Supplier<PairComparison> comparison) {
    this.folder = folder;
    this.reference = reference;
    this.settings = settings;
    this.comparison = Suppliers.memoize(comparison::get);
  }

  /** What was measured, as it is kept: Gson knows no immutable maps. */
  private record Kept(
      int pairs, int frechetPairs, @Nullable Map<Quantity, @Nullable Measured> quantities) {}

  /**
   * Measures pairs, or finds what was measured of them before.
   *
   * @throws IOException if the result cannot be kept or read
   * @throws BackendException if what is kept is no result; the message names the file
   */
  public PairQuality measure(PairSet pairs) throws IOException {
    Path file = folder.resolve(key(pairs) + ".json");
    if (Files.exists(file)) {
      return read(file, pairs);
    }
    PairQuality quality = comparison.get().measure(pairs);
    Files.createDirectories(folder);
    AtomicFile.write(
        file, GSON.toJson(new Kept(quality.pairs(), quality.frechetPairs(), quality.quantities())));
    return quality;
  }

  private static PairQuality read(Path file, PairSet pairs) throws IOException {
    String text = RegularFile.text(file, SizeLimit.ofText("what was measured of pairs"));
    try {
      Kept kept = GSON.fromJson(text, Kept.class);
      if (kept != null && kept.quantities() != null && kept.pairs() == pairs.size()) {
        return new PairQuality(
            kept.pairs(), kept.frechetPairs(), ImmutableMap.copyOf(kept.quantities()));
      }
    } catch (JsonParseException | NullPointerException e) {
      // Told below, as what holds something else.
    }
    throw new BackendException(
        "%s: expected what was measured of %d pairs, found something else (delete the file)"
            .formatted(file, pairs.size()));
  }

  private String key(PairSet pairs) {
    return Checksum.start()
        .add(FIGURES)
        .add(reference.x())
        .add(reference.y())
        .add(pairs.x())
        .add(pairs.y())
        .add(settings)
        .hex(NAME_DIGITS);
  }
}
