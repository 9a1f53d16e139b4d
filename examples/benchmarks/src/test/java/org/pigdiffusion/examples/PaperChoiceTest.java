package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaperChoiceTest {
  private static final Path PAGE = Path.of("../../docs/results/table1/README.md");

  /** A row of a table with a cell of a {@code --choice}, and that. */
  private static final Pattern CHOICE =
      Pattern.compile("^\\| ([^|]+) \\|(?: [^|]+ \\|)*? `([A-Z0-9_]+)` \\|", Pattern.MULTILINE);

  @TempDir Path out;

  private static String section(String title) throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("\n## " + title);
    int end = page.indexOf("\n## ", start + 1);
    return page.substring(start, end < 0 ? page.length() : end);
  }

  private static <C extends Enum<C> & PaperChoice> List<String> rows(C[] choices) {
    return Arrays.stream(choices).map(choice -> choice.row() + ": " + choice.name()).toList();
  }

  private static List<String> rowsOn(String section) {
    return CHOICE
        .matcher(section)
        .results()
        .map(row -> row.group(1) + ": " + row.group(2))
        .toList();
  }

  /** Who runs a program finds the rows by the names that the page tells. */
  @Test
  void thePageNamesTheRowsAsTheProgramsDo() throws IOException {
    assertEquals(rows(Table1.Choice.values()), rowsOn(section("Table 1")));
    String ablations = section("What single choices are worth");
    assertEquals(rows(Ablations.Choice.values()), rowsOn(ablations));
    String measured = ablations.substring(ablations.indexOf("### Nuclei"));
    List<String> shown =
        measured
            .lines()
            .dropWhile(line -> !line.startsWith("|---"))
            .skip(1)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> line.replaceAll("^\\| [*]*([^|*]+)[*]* \\|.*", "$1"))
            .toList();
    assertEquals(
        Stream.concat(
                Stream.of("real images"),
                Arrays.stream(Ablations.Choice.values()).map(Ablations.Choice::row))
            .toList(),
        shown);
  }

  /** They would not be among the results, which are written anew. */
  @Test
  void rowsOfAnotherProgramOrVersionAreRefused() throws IOException {
    Path other = Files.createDirectories(out.resolve("rows/pig"));
    Files.createDirectories(out.resolve("rows/binary-guide"));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> PaperChoice.of(List.of(), Ablations.Choice.values(), out));
    String expected = "--out: expected rows of this program alone, found [" + other + "], ";
    assertTrue(refused.getMessage().startsWith(expected), refused.getMessage());
    Files.delete(other);
    assertEquals(
        List.of(Ablations.Choice.BINARY, Ablations.Choice.TRUE_GUIDE),
        PaperChoice.of(List.of(Ablations.Choice.TRUE_GUIDE), Ablations.Choice.values(), out));
  }
}
