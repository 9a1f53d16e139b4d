package org.pigdiffusion.examples;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.examples.common.HeldOut;
import org.pigdiffusion.examples.common.TrainingPairs;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What {@link Variety} says before its tables: of what data they are, and how they were made. */
final class VarietyHead {
  /** Where files lie is of no use to others, and may name people. */
  private static final Set<String> PATHS =
      Set.of("--folder", "--manifest", "--models", "--extractor", "--out");

  /** Options that are told even if they are not given. */
  private static final Set<String> ALWAYS =
      Set.of("--size", "--validation", "--data-seed", "--pairs", "--method", "--seed");

  private VarietyHead() {}

  /**
   * The text as Markdown.
   *
   * @param command that was called
   * @param measuresImages whether the last table is there
   */
  static String of(
      CommandSpec command,
      TrainingPairs data,
      Split.Parts parts,
      HeldOut heldOut,
      boolean measuresImages) {
    return """
    # How much sampled pairs vary

    Beside %s: %d training images, %d held out. %s

    Made with `%s`.

    Four parts follow: areas of masks, how much images are alike, what each model knows in how much
    noise, and images by their masks%s.
    """
        .formatted(
            data.named(),
            parts.training().size(),
            parts.validation().size(),
            heldOut.sentences(),
            options(command),
            measuresImages ? "" : " (left out, since it needs --extractor and --out)");
  }

  /** What is needed to make the tables again, but for the files. */
  private static String options(CommandSpec command) {
    ParseResult given = command.commandLine().getParseResult();
    return command.options().stream()
        .filter(option -> !PATHS.contains(option.longestName()))
        .filter(option -> ALWAYS.contains(option.longestName()) || given.hasMatchedOption(option))
        .map(VarietyHead::text)
        .collect(Collectors.joining(" "));
  }

  private static String text(OptionSpec option) {
    Object value = option.getValue();
    if (option.arity().max() == 0) {
      return option.longestName();
    }
    String text =
        value instanceof Collection<?> several
            ? several.stream().map(String::valueOf).collect(Collectors.joining(","))
            : String.valueOf(value);
    return option.longestName() + "=" + text;
  }
}
