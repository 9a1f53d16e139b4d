package org.pigdiffusion.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.scheduler.SamplingMethod;

/**
 * A row of a {@link QualityTable}: a way to sample pairs. It has a text, such as {@code unipc:20}
 * or {@code ddim@leading:50/every(2)}, which names it in the table and on disk.
 *
 * @param method how to sample
 * @param guide the guide transform; that of the models if empty
 * @param refresh when model x is called
 */
public record SamplingRow(
    SamplingMethod method, Optional<GuideTransform> guide, GuideRefresh refresh) {
  /** The form of the text. */
  public static final String FORM = "RULE[@GRID]:STEPS[~GUIDE][/GUIDE-REFRESH]";

  private static final Pattern PATTERN = Pattern.compile("([^~/]+)(?:~([^/]+))?(?:/(.+))?");

  /**
   * The row that a text of {@link #FORM} names.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static SamplingRow parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("row: expected %s, found %s".formatted(FORM, text));
    }
    return new SamplingRow(
        SamplingMethod.parse(matcher.group(1)),
        Optional.ofNullable(matcher.group(2)).map(GuideTransform::parse),
        matcher.group(3) == null ? GuideRefresh.always() : GuideRefresh.parse(matcher.group(3)));
  }

  /**
   * Names this row, such as {@code unipc:20}, {@code unipc@trailing:20/every(2)} or {@code
   * unipc:20~softBinary(absolute,0.0,0.2)}; one row has one name, however it was asked for.
   */
  public String text() {
    String calls = refresh.equals(GuideRefresh.always()) ? "" : "/" + refresh.description();
    return method.description()
        + guide.map(transform -> "~" + transform.description()).orElse("")
        + calls;
  }

  /** Rows of four rules with few steps and many, which call model x at every evaluation. */
  public static List<SamplingRow> standard() {
    List<String> rows = new ArrayList<>();
    for (int steps : new int[] {256, 100, 50, 20, 10}) {
      rows.add("ddim:" + steps);
    }
    for (String method : List.of("dpm++2m", "unipc", "deis")) {
      for (int steps : new int[] {50, 30, 20, 15, 10}) {
        rows.add(method + ":" + steps);
      }
    }
    return rows.stream().map(SamplingRow::parse).toList();
  }

  /** A name for a folder, of letters, digits and a few signs that every file system allows. */
  String folder() {
    return text().replaceAll("[^A-Za-z0-9.,+()]", "_");
  }
}
