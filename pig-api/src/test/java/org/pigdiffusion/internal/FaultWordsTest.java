package org.pigdiffusion.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults are told in words that a user of the library understands. */
class FaultWordsTest {
  private static final TypeAdapter<Map<String, Long>> NUMBERS =
      new Gson().getAdapter(new TypeToken<>() {});

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "{\"a\": 1; the end of the text at line 1, column 8 ($.a)",
        "{\"a\" 1}; what is not JSON at line 1, column 7 ($.a)",
        "\"x\"; a text instead of { at line 1, column 2 ($)",
        "{\"a\": [1]}; [ instead of a whole number at line 1, column 8 ($.a)",
        "{\"a\": \"X\"}; X instead of a whole number at line 1, column 10 ($.a)",
      })
  void ofJson(String text, String found) {
    Exception e = assertThrows(Exception.class, () -> NUMBERS.fromJson(text));
    assertEquals(found, JsonFault.found(e));
  }

  @Test
  void ofJsonThatIsReadAsATree() {
    JsonParseException e = assertThrows(JsonParseException.class, () -> read("{\"a\": }"));
    assertFalse(JsonFault.found(e).contains("Gson"), JsonFault.found(e));
    assertEquals("what is not JSON at line 1, column 7 ($.a)", JsonFault.found(e));
  }

  private static JsonElement read(String text) {
    return JsonParser.parseString(text);
  }

  @Test
  void wordsOfOurOwnStay() {
    assertEquals("two of a", JsonFault.found(new IOException("two of a")));
    assertEquals("what is no number", JsonFault.found(new NumberFormatException("x")));
    assertEquals("text that is not UTF-8", JsonFault.found(new MalformedInputException(1)));
  }

  @Test
  void ofTheSystem() {
    for (FileSystemException e :
        List.of(
            new AccessDeniedException("f"),
            new DirectoryNotEmptyException("f"),
            new FileSystemLoopException("f"))) {
      String said = FileFault.reason(e);
      assertFalse(said.contains("Exception"), said);
      assertFalse(said.contains("f:"), said);
    }
    assertEquals("full", FileFault.reason(new FileSystemException("f", null, "full")));
  }

  @Test
  void aFolderInThePlaceOfAFileIsToldBeforeTheContentIsMade() throws IOException {
    Path place = Files.createDirectory(folder.resolve("table.csv"));
    FileSystemException e =
        assertThrows(
            FileSystemException.class,
            () ->
                AtomicFile.write(
                    place,
                    out -> {
                      throw new AssertionError("the content is made");
                    }));
    assertEquals(
        place
            + ": expected a file or nothing there, found a folder; move it away, or choose another"
            + " name",
        e.getMessage());
  }
}
