package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages refer to must be there. */
class DocumentationTest {
  private static final String NAME = "[A-Z]\\w*(\\.\\w+)*";
  private static final Pattern RUN =
      Pattern.compile(
          "examples/(\\w+)/target/lib/\\*'[\\s\\\\]*(org\\.pigdiffusion\\.examples(?:\\.\\w+)+)");

  private static final long LARGEST_FILE = 2_000_000;

  private static List<Markdown> pages() throws IOException {
    List<Markdown> pages = new ArrayList<>(Markdown.below("docs"));
    pages.addAll(Markdown.below(".github"));
    pages.addAll(Markdown.below("examples"));
    pages.add(Markdown.read("README.md"));
    pages.add(Markdown.read("CHANGELOG.md"));
    return pages;
  }

  @Test
  void everyNameFromThePaperToTheCodeIsInTheCode() throws IOException {
    LibraryNames names = LibraryNames.ofClassPath();
    List<String> shown = Markdown.read("docs/paper-to-code.md").codeSpansOfLastColumns();
    assertTrue(shown.size() > 30, "too few names found: " + shown);
    assertEquals(List.of(), shown.stream().filter(name -> !names.contains(name)).toList());
  }

  @Test
  void everyMemberOfAClassOfOursIsInTheCode() throws IOException {
    LibraryNames names = LibraryNames.ofClassPath();
    List<Markdown> read = new ArrayList<>(Markdown.below("docs/guides"));
    read.add(Markdown.read("docs/architecture.md"));
    read.add(Markdown.read("docs/compatibility.md"));
    read.add(Markdown.read("docs/glossary.md"));
    read.add(Markdown.read("docs/privacy.md"));
    read.addAll(Markdown.below("docs/decisions"));
    read.add(Markdown.read("README.md"));
    List<String> wrong = new ArrayList<>();
    for (Markdown page : read) {
      page.codeSpans().stream()
          .map(span -> span.replaceFirst("(\\(.*|\\.java)$", ""))
          .filter(span -> span.matches(NAME) && names.contains(span.replaceFirst("\\..*", "")))
          .filter(span -> !names.contains(span))
          .forEach(span -> wrong.add(page + ": " + span));
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyLinkWithinTheProjectResolves() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Markdown page : pages()) {
      for (String link : page.links()) {
        if (!link.matches("[a-z]+:.*") && !resolves(page, link)) {
          broken.add(page + ": " + link);
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void everyProgramIsInTheProjectThatIsNamedWithIt() throws IOException {
    List<String> wrong = new ArrayList<>();
    int found = 0;
    for (Markdown page : pages()) {
      for (MatchResult command : RUN.matcher(page.text()).results().toList()) {
        found++;
        String program = command.group(2).replace('.', '/') + ".java";
        Path source =
            Markdown.ROOT.resolve("examples/%s/src/main/java".formatted(command.group(1)));
        if (!Files.exists(source.resolve(program))) {
          wrong.add(page + ": " + command.group());
        }
      }
      if (page.text().contains("examples/target/lib")) {
        wrong.add(page + ": examples/target/lib");
      }
    }
    assertTrue(found > 20, "too few commands found: " + found);
    assertEquals(List.of(), wrong);
  }

  private static boolean resolves(Markdown page, String link) throws IOException {
    String file = link.replaceFirst("#.*", "");
    Path target = file.isEmpty() ? page.file() : page.file().resolveSibling(file).normalize();
    if (!Files.exists(target) || !target.startsWith(Markdown.ROOT)) {
      return false;
    }
    if (!link.contains("#")) {
      return true;
    }
    String anchor = link.substring(link.indexOf('#') + 1);
    return new Markdown(target, Files.readString(target)).anchors().contains(anchor);
  }

  @Test
  void everyDecisionIsInTheIndexOnceAndHasANumberOfItsOwn() throws IOException {
    Set<String> files = new TreeSet<>();
    Set<String> numbers = new TreeSet<>();
    for (Markdown page : Markdown.below("docs/decisions")) {
      String name = page.file().getFileName().toString();
      if (!name.equals("README.md")) {
        files.add(name);
        String number = name.substring(0, 3);
        assertTrue(numbers.add(number), name + ": the number is taken");
        assertTrue(
            page.text().startsWith("# " + number + " "), name + ": another number in the title");
      }
    }
    List<String> listed = Markdown.read("docs/decisions/README.md").links();
    Set<String> once = new TreeSet<>(listed);
    assertEquals(once.size(), listed.size(), "a page is listed twice");
    assertEquals(Set.of(), Sets.symmetricDifference(files, once), "a page is not listed");
  }

  @Test
  void noPictureOrTableIsLarge() throws IOException {
    try (Stream<Path> files = Files.walk(Markdown.ROOT.resolve("docs"))) {
      Set<Path> large =
          files.filter(file -> file.toFile().length() > LARGEST_FILE).collect(Collectors.toSet());
      assertEquals(Set.of(), large);
    }
  }
}
