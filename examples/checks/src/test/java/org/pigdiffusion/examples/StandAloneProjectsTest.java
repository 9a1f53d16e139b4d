package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.contract.JavaProcess;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.picture.Picture;
import org.pigdiffusion.picture.PixelDepth;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/** The projects that can be copied as they are: no part of this build, so built and run here. */
class StandAloneProjectsTest {
  private static final String PAIR = "examples/common/src/main/resources/phantom-64";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sample-folder", "train-folder"})
  void thePomNeedsNothingButWhatIsPublished(String project) throws IOException {
    Pom pom = Pom.read("examples/%s/pom.xml".formatted(project));
    pom.requireWhole();
    Pom ours = Pom.ofThisBuild();
    Map<String, String> versions = new TreeMap<>();
    ours.managed().forEach(managed -> versions.put(managed.name(), managed.version()));
    assertTrue(versions.size() > 30, versions.toString());
    for (Pom.Dependency dependency : pom.dependencies()) {
      assertEquals(versions.get(dependency.name()), dependency.version(), dependency.name());
    }
    assertEquals(
        ours.plugins().get("maven-compiler-plugin"), pom.plugins().get("maven-compiler-plugin"));
  }

  @Test
  void sampleFolderWritesPairsAndWhereTheyComeFrom() throws Exception {
    Path pairs = folder.resolve("pairs");
    run(
        "sample-folder",
        "SampleFolder",
        ".*(pig-training-\\d|trainer|metrics|pig-runtime-djl|examples|pytorch|djl|picocli).*",
        Markdown.ROOT.resolve(PAIR),
        pairs);
    assertTrue(Files.size(pairs.resolve("images/000015.png")) > 0);
    assertTrue(Files.size(pairs.resolve("masks/000015.png")) > 0);
    assertEquals(
        16, Files.readString(pairs.resolve("manifest.json")).split("\"index\"").length - 1);
  }

  @Test
  void trainFolderTrainsAPairThatOpens() throws Exception {
    PairSource pairs = BreastPhantom.of(10, 1, 64);
    for (int i = 0; i < pairs.size(); i++) {
      PairExample pair = pairs.example(i);
      Tensor image = pair.y().clamp(-1, 1);
      Picture.ofImage(image, PixelDepth.EIGHT)
          .writePng(folder.resolve("data/images/%d.png".formatted(i)));
      Picture.ofMask(pair.x()).writePng(folder.resolve("data/masks/%d.png".formatted(i)));
    }
    Path run = folder.resolve("run");
    run("train-folder", "TrainFolder", ".*(examples|picocli).*", folder.resolve("data"), run, "1");
    OnnxPair.open(run.resolve("pair")).close();
  }

  /**
   * Compiles and runs the one class of a project.
   *
   * @param unknown the parts of this class path that the project does not ask for
   */
  private void run(String project, String program, String unknown, Object... arguments)
      throws IOException, InterruptedException {
    String classPath =
        Splitter.on(File.pathSeparatorChar)
            .splitToStream(System.getProperty("java.class.path"))
            .filter(entry -> !name(entry).matches(unknown))
            .collect(Collectors.joining(File.pathSeparator));
    Path source =
        Markdown.ROOT.resolve(
            "examples/%s/src/main/java/org/example/%s.java".formatted(project, program));
    Path classes = folder.resolve("classes");
    JavaSnippet.compile(
        program, Files.readString(source), classPath, Files.createDirectory(classes));
    List<String> commandLine = new ArrayList<>(List.of("org.example." + program));
    Arrays.stream(arguments).map(Object::toString).forEach(commandLine::add);
    JavaProcess process =
        JavaProcess.of(commandLine, Map.of("CLASSPATH", classes + File.pathSeparator + classPath));
    assertEquals(0, process.exitCode(), process.output());
  }

  /** From the root, so that the folder of this checkout plays no part. */
  private static String name(String entry) {
    Path path = Path.of(entry);
    return path.startsWith(Markdown.ROOT) ? Markdown.ROOT.relativize(path).toString() : entry;
  }
}
