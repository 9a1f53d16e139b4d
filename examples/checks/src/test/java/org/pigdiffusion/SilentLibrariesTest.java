package org.pigdiffusion;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No native library on the class path knows where its vendor collects telemetry. ONNX Runtime
 * 1.29.0 does: it was the first to send it from Linux and macOS.
 */
class SilentLibrariesTest {
  private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dylib|jnilib|dll)(\\.[\\d.]+)?");

  /** The address, and what else of the sending code has a name, in both spellings of a text. */
  private static final List<String> MARKS =
      Stream.of("events.data.microsoft", "OneCollector", "ORT_DISABLE_TELEMETRY")
          .flatMap(mark -> Stream.of(mark, new String(mark.getBytes(UTF_16LE), ISO_8859_1)))
          .toList();

  private static final int PIECE = 1 << 20;

  @Test
  void noneKnowsACollector() throws IOException {
    List<String> searched = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (String path :
        Splitter.on(File.pathSeparatorChar).split(System.getProperty("java.class.path"))) {
      if (!path.endsWith(".jar")) {
        continue;
      }
      try (JarFile jar = new JarFile(path)) {
        for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
          if (NATIVE.matcher(entry.getName()).matches()) {
            String name = new File(path).getName() + "!" + entry.getName();
            searched.add(name);
            try (InputStream in = jar.getInputStream(entry)) {
              marks(in).forEach(mark -> found.add(name + " holds " + mark));
            }
          }
        }
      }
    }
    assertEquals(List.of(), found);
    for (String expected : List.of("libonnxruntime.so", "libonnxruntime.dylib", "torch_cpu")) {
      assertTrue(
          searched.stream().anyMatch(name -> name.contains(expected)),
          () -> expected + " was not among the searched: " + searched);
    }
  }

  @Test
  void aMarkIsFoundWhereverItLies() throws IOException {
    String mark = MARKS.get(1);
    for (int before : new int[] {0, PIECE - 1, PIECE - mark.length() + 1, 2 * PIECE}) {
      byte[] bytes = ("x".repeat(before) + mark + "x".repeat(3)).getBytes(ISO_8859_1);
      assertEquals(List.of(mark), marks(new ByteArrayInputStream(bytes)));
    }
    assertEquals(List.of(), marks(new ByteArrayInputStream(new byte[3 * PIECE])));
  }

  /** The marks that occur, read piece by piece: some libraries are hundreds of megabytes. */
  private static List<String> marks(InputStream in) throws IOException {
    int overlap = MARKS.stream().mapToInt(String::length).max().orElseThrow();
    List<String> found = new ArrayList<>();
    String end = "";
    for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
      String text = end + new String(piece, ISO_8859_1);
      MARKS.stream()
          .filter(mark -> !found.contains(mark) && text.contains(mark))
          .forEach(found::add);
      end = text.substring(Math.max(0, text.length() - overlap));
    }
    return found;
  }
}
