package org.pigdiffusion.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void whatIsShortIsShown() {
    assertEquals("[a, b]", Excerpt.of(List.of("a", "b")));
    assertEquals("a".repeat(120), Excerpt.of("a".repeat(120)));
  }

  @Test
  void whatIsLongIsCutAndItsLengthTold() {
    assertEquals("a".repeat(120) + "... (5000000 characters)", Excerpt.of("a".repeat(5_000_000)));
    assertEquals("ab... (3 characters)", Excerpt.of("abc", 2));
    String smile = Character.toString(0x1F600);
    assertEquals("a... (3 characters)", Excerpt.of("a" + smile, 2), "no half of a character");
  }

  @Test
  void itStaysOnItsLine() {
    String text = "a\nb\rc\td" + (char) 27 + (char) 0x2028 + (char) 0x202e;
    assertEquals("a\\nb\\rc\\td\\u001b\\u2028\\u202e", Excerpt.of(text));
  }

  /** Of two long texts that differ late, the end that differs is shown. */
  @Test
  void differencesAreShortAndSeen() {
    String same = "s".repeat(4000);
    assertEquals(
        List.of(
            "a: now ...%s1, there ...%s2".formatted("s".repeat(20), "s".repeat(20)),
            "b: now nothing, there %s... (4000 characters)".formatted("s".repeat(120))),
        NamedDifferences.between(
            Map.of("a", same + 1), Map.of("a", same + 2, "b", same), Map.of()));
  }

  @Test
  void ofManyDifferencesTheFirstAreTold() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      many.put("key" + i, "");
    }
    List<String> told = NamedDifferences.between(Map.of(), many, Map.of());
    assertEquals(21, told.size());
    assertEquals("and 99980 more", told.get(20));
  }
}
