package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.data.ConnectedComponents.Component;

class ConnectedComponentsTest {
  private static ConnectedComponents of(String... rows) {
    boolean[] foreground = new boolean[rows.length * rows[0].length()];
    for (int i = 0; i < foreground.length; i++) {
      foreground[i] = rows[i / rows[0].length()].charAt(i % rows[0].length()) == '#';
    }
    return ConnectedComponents.of(foreground, rows.length, rows[0].length());
  }

  @Test
  void cornersConnectAndGapsDoNot() {
    ConnectedComponents found = of("#...##", ".#....", "..#..#", "......");
    assertEquals(3, found.all().size());
    assertEquals(new Component(3, new Region(0, 0, 3, 3)), found.all().get(0));
    assertEquals(new Component(2, new Region(0, 4, 1, 2)), found.all().get(1));
    assertEquals(found.all().get(0), found.largest().orElseThrow());
  }

  @Test
  void aPixelKnowsItsPatch() {
    ConnectedComponents found = of("#...##", ".#....", "..#..#", "......");
    assertEquals(OptionalInt.of(0), found.at(2, 2));
    assertEquals(OptionalInt.of(1), found.at(0, 5));
    assertEquals(OptionalInt.of(2), found.at(2, 5));
    assertEquals(OptionalInt.empty(), found.at(3, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> found.at(0, 6));
    assertThrows(IndexOutOfBoundsException.class, () -> found.at(4, 0));
  }

  @Test
  void oppositeEdgesAreNoNeighbours() {
    assertEquals(2, of("...", "#.#").all().size());
    assertEquals(2, of("..#", "#..").all().size());
  }

  @Test
  void anEmptyPictureHasNone() {
    assertTrue(of("....").largest().isEmpty());
    assertThrows(
        IllegalArgumentException.class, () -> ConnectedComponents.of(new boolean[5], 2, 3));
  }
}
