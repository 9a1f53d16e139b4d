package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.examples.common.Program;

class JoinShardsTest {
  @TempDir Path folder;

  private String refusal(String... shards) {
    StringWriter err = new StringWriter();
    String[] arguments = new String[shards.length + 1];
    arguments[0] = "--out=" + folder.resolve("joined");
    System.arraycopy(shards, 0, arguments, 1, shards.length);
    int status =
        Program.commandLine(new JoinShards()).setErr(new PrintWriter(err)).execute(arguments);
    assertEquals(2, status, err::toString);
    return err.toString().strip();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aMissingFolderIsToldWhereverItStands(int place) {
    String[] shards = {folder.toString(), folder.toString(), folder.toString()};
    Path missing = folder.resolve("nosuch");
    shards[place] = missing.toString();
    assertEquals(
        "join-shards: Invalid value for positional parameter at index 0..* (<shards>):"
            + " expected a folder, found nothing at "
            + missing
            + " (--help lists the options)",
        refusal(shards));
  }

  @Test
  void noFolderIsToldByName() {
    assertTrue(refusal().contains("Missing required parameter: '<shards>'"), refusal());
  }
}
