package org.pigdiffusion.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ManifestOptionsTest {
  @Test
  void aBuilderOfOptionsKeepsThem() {
    ManifestOptions options =
        ManifestOptions.builder()
            .columns("a", "b")
            .group("c")
            .folders("d", "e")
            .only("f", "g")
            .reach(ManifestOptions.Reach.ANYWHERE)
            .build();
    ManifestOptions again = options.toBuilder().build();
    assertEquals(options, again);
    assertEquals(options.hashCode(), again.hashCode());
    assertEquals(options.toString(), again.toString());
    assertNotEquals(options, options.toBuilder().only("f", "h").build());
  }

  @Test
  void optionsRefuseOneColumnForBoth() {
    ManifestOptions.Builder same = ManifestOptions.builder().columns("file", "file");
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, same::build);
    assertTrue(String.valueOf(e.getMessage()).contains("ManifestOptions.columns"), e.getMessage());
  }
}
