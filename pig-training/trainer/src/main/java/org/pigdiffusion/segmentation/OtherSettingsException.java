package org.pigdiffusion.segmentation;

import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.pigdiffusion.internal.NamedDifferences;

/**
 * A folder was begun with other settings, so nothing in it was used or changed. The message names
 * the folder, both values of each setting that differs, and the remedy; {@link #differences} is for
 * programs that have names of their own for the settings. Immutable.
 */
public final class OtherSettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String subject;
  private final Part part;
  private final ImmutableMap<String, String> differences;

  private OtherSettingsException(
      String subject, Part part, ImmutableMap<String, String> differences) {
    super(
        "%s, found differences: %s; choose another folder"
            .formatted(subject, String.join("; ", NamedDifferences.few(differences))));
    this.subject = subject;
    this.part = part;
    this.differences = differences;
  }

  /** What the settings are of. */
  public enum Part {
    /** The data, the networks and how generated pairs are used. */
    EXPERIMENT,
    /** What makes the pairs: {@link FoldGenerator#settings}. */
    GENERATOR,
    /** One segmentation network: the settings and pairs of a {@link SegmenterTrainer}. */
    NETWORK
  }

  /**
   * Refuses settings that are not those of before.
   *
   * @param name of the generator, or nothing
   * @param there the settings that the folder was begun with
   */
  static void requireSame(
      Path folder, Part part, String name, Map<String, String> now, Map<String, String> there) {
    ImmutableMap<String, String> differences =
        NamedDifferences.byName(now, there, NamedDifferences.OF_IMAGES);
    if (!differences.isEmpty()) {
      String whole = (part.name().toLowerCase(Locale.ROOT) + " " + name).strip();
      throw new OtherSettingsException(
          "folder %s: expected the same %s".formatted(folder, whole), part, differences);
    }
  }

  /** What was expected of which folder: {@code folder out: expected the same experiment}. */
  public String subject() {
    return subject;
  }

  /** What the settings are of. */
  public Part part() {
    return part;
  }

  /**
   * What differs: the name of each setting, such as {@code width}, with a text that names it and
   * both values, such as {@code width: now 4, there 2}; in the order of the names.
   */
  public Map<String, String> differences() {
    return differences;
  }
}
