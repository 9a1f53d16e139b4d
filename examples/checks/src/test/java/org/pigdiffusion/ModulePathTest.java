package org.pigdiffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.contract.JavaProcess;

/**
 * Applications that are named modules: they are compiled against the library on the module path,
 * and run there without any flag.
 */
class ModulePathTest {
  /** What only tests or the examples themselves need. */
  private static final Pattern NOT_OF_AN_APPLICATION =
      Pattern.compile(
          "(.*-tests|examples-.*|junit.*|jqwik.*|opentest4j.*|apiguardian.*|archunit.*"
              + "|progressbar.*|jline.*|xchart.*|VectorGraphics2D.*|animated.*|picocli.*)\\.jar");

  /** The files of PyTorch. "native" is a word of Java, so no module can be called after them. */
  private static final Predicate<Path> OF_PYTORCH =
      path -> path.getFileName().toString().startsWith("pytorch-native-");

  private static final Path PAIR =
      Path.of("../common/src/main/resources/phantom-64").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void samplingNeedsOneRequires() throws IOException, InterruptedException {
    String output =
        run(
            "module app { requires org.pigdiffusion.onnx; }",
            """
            package app;

            import java.nio.file.Path;
            import java.util.stream.Stream;
            import org.pigdiffusion.onnx.OnnxPair;
            import org.pigdiffusion.sampler.PairBatch;
            import org.pigdiffusion.sampler.SamplingRequest;

            public class Main {
              public static void main(String[] args) {
                SamplingRequest request =
                    SamplingRequest.builder().count(1).seed(7).size(16, 16).build();
                try (OnnxPair pair = OnnxPair.open(Path.of(args[0]));
                    Stream<PairBatch> batches = pair.sampler().sample(request)) {
                  batches.forEach(batch -> System.out.println(batch.y().shape()));
                }
                try (OnnxPair own = OnnxPair.open(Main.class, "/phantom-64")) {
                  System.out.println(own.schedule().timeSteps() + " " + Main.class.getModule());
                }
              }
            }
            """,
            PAIR.toString());
    assertEquals(List.of("[1,1,16,16]", "1024 module app"), last(2, output));
  }

  @Test
  void writingPairsNeedsNoTrainer() throws IOException, InterruptedException {
    String output =
        run(
            "module app { requires org.pigdiffusion.onnx; requires org.pigdiffusion.data; }",
            """
            package app;

            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.stream.Stream;
            import org.pigdiffusion.onnx.OnnxPair;
            import org.pigdiffusion.sampler.PairBatch;
            import org.pigdiffusion.sampler.SamplingRequest;
            import org.pigdiffusion.picture.PairWriter;

            public class Main {
              public static void main(String[] args) throws Exception {
                Path folder = Path.of(args[0]);
                SamplingRequest request =
                    SamplingRequest.builder().count(1).seed(7).size(16, 16).build();
                try (OnnxPair pair = OnnxPair.open(Main.class, "/phantom-64");
                    Stream<PairBatch> batches = pair.sampler().sample(request);
                    PairWriter writer = PairWriter.open(folder)) {
                  for (PairBatch batch : (Iterable<PairBatch>) batches::iterator) {
                    writer.write(batch);
                  }
                }
                System.out.println(Files.exists(folder.resolve("images/000000.png")));
                System.out.println(Files.readString(folder.resolve("manifest.json")).contains("unipc"));
                System.out.println(
                    ModuleLayer.boot().findModule("org.pigdiffusion.djl").isPresent()
                        || ModuleLayer.boot().findModule("org.pigdiffusion.trainer.djl").isPresent());
              }
            }
            """,
            folder.resolve("pairs").toString());
    assertEquals(List.of("true", "true", "false"), last(3, output));
  }

  @Test
  void trainingNeedsOneRequires() throws IOException, InterruptedException {
    String output =
        run(
            "module app { requires org.pigdiffusion.trainer.djl; }",
            """
            package app;

            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.Set;
            import javax.imageio.ImageIO;
            import org.pigdiffusion.onnx.OnnxPair;
            import org.pigdiffusion.sampler.GuideTransform;
            import org.pigdiffusion.trainer.PairSource;
            import org.pigdiffusion.trainer.TrainingConfig;
            import org.pigdiffusion.trainer.TrainingListener;
            import org.pigdiffusion.trainer.TrainingReport;
            import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
            import org.pigdiffusion.trainer.djl.PairExport;
            import org.pigdiffusion.data.ManifestOptions;
            import org.pigdiffusion.data.PairData;
            import org.pigdiffusion.data.Preprocessing;
            import org.pigdiffusion.evaluation.FeatureSet;
            import org.pigdiffusion.evaluation.FrechetDistance;
            import org.pigdiffusion.phantom.BreastPhantom;
            import org.pigdiffusion.picture.Picture;
            import org.pigdiffusion.unet.UNetConfig;

            public class Main {
              public static void main(String[] args) throws Exception {
                Path folder = Path.of(args[0]);
                PairSource pairs = BreastPhantom.of(4, 1, 16);
                UNetConfig network =
                    UNetConfig.builder(1, 1).baseWidth(8).groups(4).multipliers(1)
                        .residualBlocks(1).attentionLevels(Set.of()).build();
                TrainingConfig config =
                    TrainingConfig.builder().steps(1, 1).batch(2, 1).validation(1, 0).build();
                DjlPairedTrainer trainer =
                    DjlPairedTrainer.of(folder.resolve("run"), network, config);
                trainer.train(pairs, pairs, TrainingListener.none());
                TrainingReport again = trainer.train(pairs, pairs, TrainingListener.none());
                new PairExport(GuideTransform.clamped())
                    .write(folder.resolve("pair"), config, again);
                OnnxPair.open(folder.resolve("pair")).close();
                Picture.ofMask(pairs.example(0).x()).writePng(folder.resolve("masks/a.png"));
                Files.createDirectories(folder.resolve("images"));
                ImageIO.write(
                    Picture.ofMask(pairs.example(0).x()).toBufferedImage(),
                    "tiff",
                    folder.resolve("images/a.tif").toFile());
                Files.writeString(
                    folder.resolve("pairs.csv"), "image,mask\\nimages/a.tif,masks/a.png\\n");
                System.out.println(
                    PairData.manifest(
                            folder.resolve("pairs.csv"),
                            ManifestOptions.builder().build(),
                            Preprocessing.builder(16, 16).build())
                        .size());
                FeatureSet features =
                    FeatureSet.of(new float[][] {{1, 2}, {2, 1}, {3, 5}, {0, 1}});
                System.out.println(Math.abs(FrechetDistance.to(features).of(features).value()) < 1e-6);
                System.out.println(Main.class.getModule());
              }
            }
            """,
            folder.toString());
    assertEquals(List.of("1", "true", "module app"), last(3, output));
  }

  /** The last lines: engines log before, and from Java 24 on the runtime warns of native code. */
  private static List<String> last(int count, String output) {
    List<String> lines = output.lines().toList();
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  /** Compiles an application of one class, and runs it. */
  private String run(String module, String main, String argument)
      throws IOException, InterruptedException {
    Path sources = folder.resolve("sources");
    Path application = folder.resolve("application");
    Files.createDirectories(sources.resolve("app"));
    Files.writeString(sources.resolve("module-info.java"), module);
    Files.writeString(sources.resolve("app/Main.java"), main);
    copy(PAIR, application.resolve("phantom-64"));
    String modules = joined(OF_PYTORCH.negate());
    compile(sources, List.of("-Xlint:all", "-Werror", "-p", modules, "-d", application.toString()));
    JavaProcess process =
        JavaProcess.of(
            List.of(
                "-p",
                modules + File.pathSeparator + application,
                "-cp",
                joined(OF_PYTORCH),
                "-m",
                "app/app.Main",
                argument),
            Map.of());
    assertEquals(0, process.exitCode(), process.output());
    return process.output();
  }

  private static void compile(Path sources, List<String> options) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiles =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjects(
                      sources.resolve("module-info.java"), sources.resolve("app/Main.java")))
              .call();
      assertTrue(compiles, messages.toString());
    }
  }

  /** The parts of this class path that an application has too. */
  private static String joined(Predicate<Path> which) {
    return Splitter.on(File.pathSeparatorChar)
        .splitToStream(System.getProperty("java.class.path"))
        .map(Path::of)
        .filter(ModulePathTest::isOfAnApplication)
        .filter(which)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isOfAnApplication(Path path) {
    return Files.isDirectory(path)
        ? Files.exists(path.resolve("module-info.class"))
        : !NOT_OF_AN_APPLICATION.matcher(path.getFileName().toString()).matches();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
