package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The statements that a page shows.
 *
 * @param code as shown
 */
record JavaSnippet(String code) {
  /**
   * What the pages take for granted, as fields: a snippet that declares a name of its own hides
   * them.
   */
  private static final String GIVEN =
      """
      Path folder;
      BiConsumer<Tensor, Tensor> pipeline;
      PairedSampler sampler;
      SamplingRequest request;
      Tensor masks, images;
      Split.Parts parts;
      TrainingConfig config;
      UNetConfig network;
      Weights x, y;
      interface Bar { void update(long steps); }
      Bar bar;
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
   * Fails unless the statements compile as the body of a method.
   *
   * @param classes where the compiler may write
   */
  void assertCompiles(Path classes) throws IOException {
    String source =
        IMPORTS + "class Snippet {\n" + GIVEN + "void run() throws Exception {\n" + code + "}}";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocation(StandardLocation.CLASS_OUTPUT, List.of(classes.toFile()));
      List<String> options = List.of("-classpath", System.getProperty("java.class.path"));
      StringWriter messages = new StringWriter();
      boolean compiles =
          compiler.getTask(messages, files, null, options, null, List.of(file)).call();
      assertTrue(compiles, messages + "\n" + code);
    }
  }
}
