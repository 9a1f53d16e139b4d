package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFolderTest {
  @TempDir Path folder;

  @Test
  void writesPairsAndWhereTheyComeFrom() throws IOException {
    SampleFolder.main(new String[] {"../common/src/main/resources/phantom-64", folder.toString()});
    assertTrue(Files.size(folder.resolve("images/000015.png")) > 0);
    assertTrue(Files.size(folder.resolve("masks/000015.png")) > 0);
    assertEquals(
        16, Files.readString(folder.resolve("manifest.json")).split("\"index\"").length - 1);
  }
}
