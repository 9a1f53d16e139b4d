package org.pigdiffusion.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** Expected values are those of Python's {@code hashlib.sha256} of the bytes named. */
class ChecksumTest {
  @TempDir Path folder;

  @Test
  void filesHaveTheChecksumThatOtherProgramsPrint() throws IOException {
    // sha256(b"abc"), as in FIPS 180-2
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertEquals(abc, Checksum.of(Files.writeString(folder.resolve("a"), "abc")));
    assertEquals(abc, Checksum.start().add("ab").add(new byte[] {'c'}).hex());
    assertEquals("ba7816", Checksum.start().add("abc").hex(6));
  }

  @Test
  void numbersAreAddedLowestByteFirst() {
    // sha256(struct.pack("<iff", 258, 1.5, -0.0))
    assertEquals(
        "e6b79bd9f2d3c79ed995a6ac5084bd12d1f8fc765fc47311e32bc7aba93c4758",
        Checksum.start().add(258).add(new float[] {1.5f, -0f}).hex());
  }

  /** Wherever it runs: some locales have digits of their own. */
  @Test
  void aTensorIsItsShapeAndValues() {
    Tensor tensor = Tensor.of(new Shape(1, 1, 1, 2), new float[] {1.5f, -0f});
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      // sha256(b"[1,1,1,2]" + struct.pack("<ff", 1.5, -0.0))
      assertEquals(
          "384394587878ff5c98e341e300c80d0ce29d68e0c07ff5d4918d6bdbe8cd1182",
          Checksum.start().add(tensor).hex());
    } finally {
      Locale.setDefault(before);
    }
  }
}
