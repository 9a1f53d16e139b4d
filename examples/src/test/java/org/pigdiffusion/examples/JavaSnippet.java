package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
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
  private static final String IMPORTS =
      """
      import java.nio.file.Path;
      import java.util.function.BiConsumer;
      import java.util.stream.Stream;
      import org.pigdiffusion.*;
      import org.pigdiffusion.djl.*;
      import org.pigdiffusion.model.*;
      import org.pigdiffusion.noise.*;
      import org.pigdiffusion.onnx.*;
      import org.pigdiffusion.sampler.*;
      import org.pigdiffusion.scheduler.*;
      import org.pigdiffusion.trainer.*;
      import org.pigdiffusion.training.*;
      import org.pigdiffusion.training.data.*;
      import org.pigdiffusion.unet.*;
      """;

  /**
   * Fails unless the statements compile as the body of a method.
   *
   * @param given the method's parameters: what the page takes for granted
   * @param classes where the compiler may write
   */
  void assertCompiles(String given, Path classes) throws IOException {
    String source =
        IMPORTS + "class Snippet { void run(" + given + ") throws Exception {\n" + code + "}}";
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
