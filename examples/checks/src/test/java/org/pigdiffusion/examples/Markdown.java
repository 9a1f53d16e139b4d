package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file where it lies
 * @param text all of it
 */
record Markdown(Path file, String text) {
  /** The folder of the project. */
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private static final Pattern FENCED =
      Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern CODE_SPAN = Pattern.compile("`([^`\n]+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^()\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ +(.*)$", Pattern.MULTILINE);

  /** Reads a page, given from the project's folder. */
  static Markdown read(String page) throws IOException {
    return read(ROOT.resolve(page));
  }

  private static Markdown read(Path file) throws IOException {
    return new Markdown(file, Files.readString(file));
  }

  /** The pages below a folder, given from the project's folder, in the order of their names. */
  static List<Markdown> below(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      List<Path> pages = files.filter(f -> f.toString().endsWith(".md")).sorted().toList();
      List<Markdown> read = new ArrayList<>();
      for (Path page : pages) {
        read.add(read(page));
      }
      return List.copyOf(read);
    }
  }

  /** The code blocks of a language, in their order. */
  List<String> blocks(String language) {
    Pattern fence = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
    return found(fence, text);
  }

  /** The targets of all links and pictures. */
  List<String> links() {
    return found(LINK, CODE_SPAN.matcher(prose()).replaceAll(""));
  }

  /** The names by which links reach the headings: lower case, hyphens for blanks, no signs. */
  Set<String> anchors() {
    return found(HEADING, prose()).stream()
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", ""))
        .map(heading -> heading.strip().replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  /** What stands as code within the text. */
  List<String> codeSpans() {
    return found(CODE_SPAN, prose());
  }

  /** What stands as code in the last column of the tables. */
  List<String> codeSpansOfLastColumns() {
    return prose()
        .lines()
        .filter(line -> line.startsWith("|"))
        .map(row -> row.substring(row.lastIndexOf('|', row.lastIndexOf('|') - 1)))
        .flatMap(cell -> found(CODE_SPAN, cell).stream())
        .toList();
  }

  private String prose() {
    return FENCED.matcher(text).replaceAll("");
  }

  private static List<String> found(Pattern pattern, String where) {
    return pattern.matcher(where).results().map((MatchResult match) -> match.group(1)).toList();
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }
}
