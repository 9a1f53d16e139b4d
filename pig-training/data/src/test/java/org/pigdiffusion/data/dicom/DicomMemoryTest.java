package org.pigdiffusion.data.dicom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files, all within the pixel limit, that ask for more memory than there is. */
class DicomMemoryTest {
  private static final int HEAP = 64;

  /** What the refusal of each says. */
  private static final Map<String, String> REFUSED =
      new TreeMap<>(
          Map.of(
              "inflated.dcm", "bytes when inflated, found more; give Java more memory",
              "elements.dcm", "elements and items in the memory that Java may take (option -Xmx)",
              "frame.dcm", "MB that Java may take, found a larger one"));

  @TempDir Path folder;

  @Test
  void areRefusedByName() throws Exception {
    TestDicom.grey(2, 2, 1, 2, 3, 4)
        .raw(0x00091001, "OB", new byte[HEAP << 20])
        .syntax(TestDicom.DEFLATED)
        .write(folder.resolve("inflated.dcm"));
    Files.write(folder.resolve("elements.dcm"), elements());
    byte[] noTable = {};
    TestDicom.grey(9000, 9000)
        .syntax(TestDicom.RLE)
        .fragments(noTable, run(9000 * 9000))
        .write(folder.resolve("frame.dcm"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP + "m",
            "-Djava.awt.headless=true",
            DicomMemoryTest.class.getName(),
            folder.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Path said = folder.resolve("said");
    Process child = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertTrue(child.waitFor(2, TimeUnit.MINUTES));
    assertEquals(0, child.exitValue(), Files.readString(said));
    List<String> lines = Files.readAllLines(said);
    int line = 0;
    for (Map.Entry<String, String> entry : REFUSED.entrySet()) {
      String message = lines.get(line++);
      assertTrue(message.contains(entry.getKey()) && message.contains(entry.getValue()), message);
      assertTrue(Files.size(folder.resolve(entry.getKey())) < 6_000_000, entry.getKey());
    }
    assertEquals(REFUSED.size(), lines.size());
  }

  /** A sequence of half a million items of nothing. */
  private static byte[] elements() {
    byte[] start = TestDicom.grey(2, 2, 1, 2, 3, 4).without(0x7FE00010).toBytes();
    int count = 500_000;
    ByteBuffer all =
        ByteBuffer.allocate(start.length + 12 + 8 * count).order(ByteOrder.LITTLE_ENDIAN);
    all.put(start).putShort((short) 0x5200).putShort((short) 0x9230);
    all.put((byte) 'S').put((byte) 'Q').putShort((short) 0).putInt(8 * count);
    for (int i = 0; i < count; i++) {
      all.putInt(0xE000FFFE).putInt(0);
    }
    return all.array();
  }

  /** Two segments of runs of zero. */
  private static byte[] run(int pixels) {
    int segment = (pixels + 127) / 128 * 2;
    ByteBuffer all = ByteBuffer.allocate(64 + 2 * segment).order(ByteOrder.LITTLE_ENDIAN);
    all.putInt(0, 2).putInt(4, 64).putInt(8, 64 + segment);
    for (int at = 64; at < all.capacity(); at += 2) {
      all.put(at, (byte) -127);
    }
    return all.array();
  }

  /** Opens each file and reads a frame, in a small heap. */
  public static void main(String[] args) throws IOException {
    for (String name : REFUSED.keySet()) {
      try {
        DicomImage.open(Path.of(args[0], name), DicomOptions.standard()).frame(1);
        throw new AssertionError(name + ": expected a refusal");
      } catch (DicomException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
