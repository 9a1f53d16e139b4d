package org.pigdiffusion.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.contract.JavaProcess;

/** How DJL's engine starts, and says why not, in processes of its own. */
class DjlEngineStartTest {
  @TempDir Path folder;

  /** Starts the engine; a fault is told by its message alone. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] args) {
      try {
        System.out.println("threads: " + DjlEngine.threads());
        System.out.println("telemetry off: " + System.getProperty("OPT_OUT_TRACKING"));
        System.out.println("offline: " + System.getProperty("ai.djl.offline"));
      } catch (BackendException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static String started(String... options) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    JavaProcess process = JavaProcess.ofClass(all, Starter.class);
    assertEquals(0, process.exitCode(), process.output());
    return process.output();
  }

  @Test
  void theEngineIsToldToCallNobody() throws IOException, InterruptedException {
    String output = started();
    assertTrue(output.contains("telemetry off: true"), output);
    assertTrue(output.contains("offline: true"), output);
  }

  @Test
  void aUserWhoAllowsDownloadsAllowsNoTelemetry() throws IOException, InterruptedException {
    String output = started("-Dai.djl.offline=false");
    assertTrue(output.contains("telemetry off: true"), output);
    assertTrue(output.contains("offline: false"), output);
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedWithItsSetting() throws IOException, InterruptedException {
    Path within = Files.createFile(folder.resolve("file")).resolve("cache");
    assertFolder(within, started("-DENGINE_CACHE_DIR=" + within));
  }

  @Test
  void neitherHomeNorTemporaryFolder() throws IOException, InterruptedException {
    Path within = Files.createFile(folder.resolve("file")).resolve("none");
    assertFolder(
        within.resolve(".djl.ai"), started("-Duser.home=" + within, "-Djava.io.tmpdir=" + within));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_24)
  void withoutNativeAccessTheFlagIsNamed() throws IOException, InterruptedException {
    String output = started("--illegal-native-access=deny");
    assertEquals(1, output.lines().count(), output);
    assertTrue(output.startsWith("DJL's PyTorch engine does not start on "), output);
    assertTrue(output.endsWith("java --enable-native-access=ALL-UNNAMED"), output);
  }

  /** One sentence. Newer Java runtimes warn of a missing temporary folder too. */
  private static void assertFolder(Path folder, String output) {
    List<String> lines = output.lines().filter(line -> !line.startsWith("WARNING: ")).toList();
    assertEquals(1, lines.size(), output);
    assertTrue(lines.get(0).contains("unpacked to, found " + folder + " ("), output);
    assertTrue(lines.get(0).endsWith("system property ENGINE_CACHE_DIR"), output);
  }
}
