package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The Java code that a page or the Javadoc of a class shows.
 *
 * @param code as shown
 */
record JavaSnippet(String code) {
  private static final Pattern PUBLIC_CLASS =
      Pattern.compile("^public (?:final )?class (\\w+)", Pattern.MULTILINE);

  /**
   * What the snippets use without declaring it, as fields. A snippet that declares such a name
   * itself hides the field.
   */
  private static final String GIVEN =
      """
      Path folder;
      List<Path> folders;
      BiConsumer<Tensor, Tensor> pipeline;
      Denoiser maskModel, imageModel;
      PairedSampler sampler;
      SamplingRequest request;
      Stream<PairBatch> batches;
      PairBatch batch;
      long index;
      Tensor masks, images, found, expected;
      Mask oneFound, oneExpected;
      PairSource pairs;
      Split.Parts parts;
      PairSet training, validation, real, sampled;
      FeatureCache features;
      Segmenter segmenter;
      TrainingConfig config;
      UNetConfig network;
      Weights x, y;
      interface Bar { void update(long steps); }
      Bar bar;
      byte[] bytesOfX, bytesOfY;
      static class Main {}
      void store(PairBatch batch) {}
      """;

  private static final String IMPORTS =
      Stream.concat(
              Stream.of("java.nio.file", "java.util", "java.util.concurrent.atomic"),
              Stream.concat(
                  Stream.of("java.util.function", "java.util.stream"),
                  LibraryNames.ofClassPath().packages().stream()))
          .map(name -> "import " + name + ".*;\n")
          .collect(Collectors.joining());

  /**
   * Fails unless the code compiles: as the class that it declares, or else as the body of a method.
   *
   * @param classes where the compiler may write
   */
  void assertCompiles(Path classes) throws IOException {
    Matcher wholeClass = PUBLIC_CLASS.matcher(code);
    if (wholeClass.find()) {
      compile(wholeClass.group(1), code, System.getProperty("java.class.path"), classes);
      return;
    }
    String source =
        IMPORTS + "class Snippet {\n" + GIVEN + "void run() throws Exception {\n" + code + "\n}}";
    compile("Snippet", source, System.getProperty("java.class.path"), classes);
  }

  /** Fails unless a class compiles with a class path; writes it to a folder. */
  static void compile(String name, String source, String classPath, Path classes)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    URI uri = URI.create("string:///" + name + ".java");
    JavaFileObject file =
        new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocation(StandardLocation.CLASS_OUTPUT, List.of(classes.toFile()));
      List<String> options = List.of("-classpath", classPath);
      StringWriter messages = new StringWriter();
      boolean compiles =
          compiler.getTask(messages, files, null, options, null, List.of(file)).call();
      assertTrue(compiles, messages + "\n" + source);
    }
  }
}
