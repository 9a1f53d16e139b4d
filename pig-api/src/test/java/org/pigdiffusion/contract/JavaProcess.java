package org.pigdiffusion.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Java process that has ended: for what a test cannot do to its own process.
 *
 * @param exitCode 0 after a normal end
 * @param output what it printed, errors included
 */
public record JavaProcess(int exitCode, String output) {

  /**
   * Runs a class with the class path of this process.
   *
   * @param options of the Java runtime, such as {@code -Dname=value}
   */
  public static JavaProcess ofClass(List<String> options, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(options);
    all.add(main.getName());
    all.addAll(List.of(arguments));
    return of(all, Map.of("CLASSPATH", System.getProperty("java.class.path")));
  }

  /**
   * Runs {@code java} with what follows on its command line.
   *
   * @param environment variables beyond those of this process
   */
  public static JavaProcess of(List<String> commandLine, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(commandLine);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new JavaProcess(process.waitFor(), output);
  }
}
