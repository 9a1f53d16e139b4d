package org.pigdiffusion.examples.reliability;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages text, or the text in a file: numbers, words and lines, by what readers trip over. */
final class TextMutation {
  private static final Pattern TOKEN =
      Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?|\"[^\"\\n]*\"|\\b[A-Za-z]{3,}\\b");
  private static final List<String> INSTEAD =
      List.of(
          "0",
          "1",
          "-1",
          "4.5",
          "1e9",
          "1e308",
          "1e999",
          "NaN",
          "Infinity",
          "65536",
          "1000000000",
          "2147483647",
          "2147483648",
          "9223372036854775807",
          "18446744073709551620",
          "99999999999999999999999999",
          "null",
          "true",
          "\"\"",
          "\"7\"",
          "\"../x\"",
          "[]",
          "{}",
          "[".repeat(2000),
          "");

  private TextMutation() {}

  /** A copy with one to four changes; half of the changes are of bytes. */
  static byte[] of(byte[] file, Random random) {
    byte[] bytes = file;
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      bytes = random.nextBoolean() ? Mutation.once(bytes, random) : changed(bytes, random);
    }
    return bytes;
  }

  /** Bytes stay as they are under this charset, be they text or not. */
  private static byte[] changed(byte[] bytes, Random random) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
    if (tokens.isEmpty()) {
      return bytes;
    }
    MatchResult token = tokens.get(random.nextInt(tokens.size()));
    String changed =
        switch (random.nextInt(6)) {
          case 0 -> text.substring(0, token.start()) + text.substring(token.end());
          case 1 -> text.substring(0, token.end()) + token.group() + text.substring(token.end());
          case 2 -> linesChanged(text, random);
          case 3 -> put(text, token, tokens.get(random.nextInt(tokens.size())).group());
          default -> put(text, token, INSTEAD.get(random.nextInt(INSTEAD.size())));
        };
    return changed.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String put(String text, MatchResult token, String instead) {
    return text.substring(0, token.start()) + instead + text.substring(token.end());
  }

  /** A line less, twice, or in another place; of text in one line, its entries. */
  private static String linesChanged(String text, Random random) {
    String separator = text.strip().contains("\n") ? "\n" : ",";
    List<String> lines = new ArrayList<>(List.of(text.split(separator, -1)));
    String line = lines.get(random.nextInt(lines.size()));
    if (random.nextBoolean()) {
      lines.remove(line);
    }
    if (random.nextBoolean()) {
      lines.add(random.nextInt(lines.size() + 1), line);
    }
    return String.join(separator, lines);
  }
}
