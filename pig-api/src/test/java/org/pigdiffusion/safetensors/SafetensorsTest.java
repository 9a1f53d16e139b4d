package org.pigdiffusion.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.unet.Weights;

class SafetensorsTest {
  @TempDir Path folder;

  private static Safetensors content() {
    return new Safetensors(
        ImmutableMap.of(
            "b.weight",
            new Weights.Array(ImmutableList.of(2, 3), new float[] {1, -2, 3.5f, 0, -0f, 1e-40f}),
            "scalar",
            new Weights.Array(ImmutableList.of(), new float[] {Float.MAX_VALUE}),
            "empty",
            new Weights.Array(ImmutableList.of(0, 5), new float[0]),
            "a.bias",
            new Weights.Array(
                ImmutableList.of(2), new float[] {Float.NaN, Float.POSITIVE_INFINITY})),
        ImmutableMap.of("author", "Müller \"π\"", "empty", ""));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("a.safetensors");
    content().write(file);
    assertEquals(content(), Safetensors.read(file));
    assertEquals(
        List.copyOf(content().arrays().keySet()),
        List.copyOf(Safetensors.read(file).arrays().keySet()));
    assertEquals(0, header(Files.readAllBytes(file)) % 8, "values begin aligned");
  }

  @Test
  void aFileWithItsChecksumIsReadOnlyAsItWasWritten() throws IOException {
    Path file = folder.resolve("a.safetensors");
    content().withChecksum().write(file);
    Safetensors read = Safetensors.read(file);
    assertEquals(content().arrays(), read.arrays());
    assertEquals(read, read.withChecksum());
    byte[] whole = Files.readAllBytes(file);
    for (int at : new int[] {whole.length - 1, find(whole, "ller"), find(whole, "[2,3]") + 1}) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertThrows(BackendException.class, () -> Safetensors.read(file), "byte " + at);
    }
    // Other content has another checksum, and metadata of before are no fault.
    new Safetensors(Map.of(), read.metadata()).withChecksum().write(file);
    assertEquals(Map.of(), Safetensors.read(file).arrays());
  }

  private static int find(byte[] file, String text) {
    int at = new String(file, StandardCharsets.ISO_8859_1).indexOf(text);
    assertTrue(at > 0, text);
    return at;
  }

  private static long header(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  @Test
  void anOlderFileIsReplacedAndNoDraftIsLeft() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Files.writeString(file, "old");
    content().write(file);
    assertEquals(content(), Safetensors.read(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void aFailedWriteLeavesTheOlderFile() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Files.createDirectories(file.resolve("in the way"));
    assertThrows(IOException.class, () -> content().write(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  /** The bit patterns are those of PyTorch for 1, -2, 65504, the smallest half, and infinity. */
  @Test
  void otherTypesBecomeFloats() throws IOException {
    assertValues(
        "F16",
        new int[] {0x00, 0x3C, 0x00, 0xC0, 0xFF, 0x7B, 0x01, 0x00, 0x00, 0x7C, 0x00, 0x80},
        1f,
        -2f,
        65504f,
        0x1p-24f,
        Float.POSITIVE_INFINITY,
        -0f);
    assertValues("BF16", new int[] {0x80, 0x3F, 0x00, 0xC0}, 1f, -2f);
    assertValues("F32", new int[] {0, 0, 0x80, 0x3F}, 1f);
    assertValues("F64", new int[] {0, 0, 0, 0, 0, 0, 0xF0, 0x3F}, 1f);
  }

  private void assertValues(String type, int[] bytes, float... expected) throws IOException {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) bytes[i];
    }
    Path file =
        write(
            "{\"a\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
                .formatted(type, expected.length, bytes.length),
            data);
    Weights.Array array = Safetensors.read(file).arrays().get("a");
    assertArrayEquals(expected, array == null ? new float[0] : array.values());
  }

  private Path write(String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("made.safetensors"), bytes.array());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "I64, {'a':{'dtype':'I64','shape':[1],'data_offsets':[0,8]}}; found I64",
        "no dtype, {'a':{'shape':[1],'data_offsets':[0,8]}}; dtype",
        "short, {'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}; expected 12 bytes",
        "outside, {'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}; expected 12 bytes",
        "backwards, {'a':{'dtype':'F32','shape':[1],'data_offsets':[8,4]}}; expected 4 bytes",
        "negative, {'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}; dimension of -1",
        "huge, {'a':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,4]}}; dimension",
        "no list, {'a':{'dtype':'F32','shape':1,'data_offsets':[0,4]}}; shape to be a list",
        "words, {'a':{'dtype':'F32','shape':['x'],'data_offsets':[0,4]}}; whole number, found",
        "a text of digits, {'a':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}}; whole number",
        "a fraction, {'a':{'dtype':'F32','shape':[2.7],'data_offsets':[0,8]}}; found 2.7",
        "2^64 + 2, {'a':{'dtype':'F32','shape':[18446744073709551618],'data_offsets':[0,8]}};"
            + " found 18446744073709551618",
        "2^64 + 8, {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,18446744073709551624]}};"
            + " found 18446744073709551624",
        "a list of one dtype, {'a':{'dtype':['F32'],'shape':[2],'data_offsets':[0,8]}}; a text",
        "a number as text, {'__metadata__':{'a':7}}; a: expected a text, found 7",
        "no quotes, {a:{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}; damaged",
        "a remark, {/**/'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}; damaged",
        "more, {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} {}; damaged",
        "half, {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}; fill the 8 bytes",
        "twice, {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
            + "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}; bytes of its own",
        "null, {'a':null}; JSON object",
        "a null type, {'a':{'dtype':null,'shape':[1],'data_offsets':[0,4]}}; found null",
        "a null text, {'__metadata__':{'a':null}}; found null",
        "not JSON, {{{; damaged",
        "a list, [1]; JSON object",
        "no object, {'a':7}; JSON object"
      })
  void faultyHeadersAreNamed(String header, String expected) throws IOException {
    String json = header.substring(header.indexOf(',') + 1).replace('\'', '"').strip();
    assertFault(write(json, new byte[8]), expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 8, 40, -1})
  void truncatedFilesAreNamed(int length) throws IOException {
    Path file = folder.resolve("whole.safetensors");
    content().write(file);
    byte[] whole = Files.readAllBytes(file);
    int kept = length < 0 ? whole.length + length : length;
    assertFault(Files.write(file, java.util.Arrays.copyOf(whole, kept)), "safetensors file");
  }

  @Test
  void aHeaderThatIsNotUtf8IsDamaged() throws IOException {
    byte[] bytes = Files.readAllBytes(write("{\"__metadata__\":{\"a\":\"?\"}}", new byte[0]));
    bytes[8 + 22] = (byte) 0xFF;
    assertFault(Files.write(folder.resolve("made.safetensors"), bytes), "damaged");
  }

  /** As the format's own library writes it. */
  @Test
  void aHeaderMayEndInSpaces() throws IOException {
    write("{\"__metadata__\":{\"a\":\"b\"}}    ", new byte[0]);
    assertEquals("b", Safetensors.read(folder.resolve("made.safetensors")).metadata().get("a"));
  }

  @Test
  void aHeaderLongerThanTheFileClaimsNoMemory() throws IOException {
    byte[] bytes =
        ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE).array();
    assertFault(Files.write(folder.resolve("long"), bytes), "found a length of 92233720368547");
  }

  @Test
  void aLengthOfTheHeaderIsNeverNegative() throws IOException {
    byte[] bytes = {0, 0, 0, 0, 0, 0, 0, (byte) 0x80, '{', '}'};
    assertFault(Files.write(folder.resolve("long"), bytes), "length of 9223372036854775808");
  }

  @Test
  void whatIsLongIsShownInPart() throws IOException {
    String list = "[" + "0,".repeat(100_000) + "0]";
    String name = "n".repeat(1_000_000);
    for (String header :
        List.of(
            "{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":" + list + "}}",
            "{\"a\":{\"dtype\":" + list + "}}",
            "{\"a\":{\"dtype\":\"" + name + "\"}}",
            "{\"" + name + "\":[]}",
            "{\"" + name + "\":{}}",
            "{\"__metadata__\":{\"" + name + "\":1}}")) {
      Path file = write(header, new byte[0]);
      BackendException e = assertThrows(BackendException.class, () -> Safetensors.read(file));
      String said = String.valueOf(e.getMessage());
      assertTrue(said.length() < 600 && said.contains("... ("), said);
    }
  }

  @Test
  void aMissingFileIsNamed() {
    assertFault(folder.resolve("nowhere"), "no such file");
  }

  private static void assertFault(Path file, String expected) {
    String message =
        String.valueOf(
            assertThrows(BackendException.class, () -> Safetensors.read(file)).getMessage());
    assertTrue(message.startsWith(file + ":") && message.contains(expected), message);
  }
}
