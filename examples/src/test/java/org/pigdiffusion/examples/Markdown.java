package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page of the documentation.
 *
 * @param text all of it
 */
record Markdown(String text) {
  /** The folder of the project. */
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** Reads a page, given from the project's folder. */
  static Markdown read(String page) throws IOException {
    return new Markdown(Files.readString(ROOT.resolve(page)));
  }

  /** The code blocks of a language, in their order. */
  List<String> blocks(String language) {
    Pattern fence = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
    return fence.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
