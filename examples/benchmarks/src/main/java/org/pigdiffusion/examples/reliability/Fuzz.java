package org.pigdiffusion.examples.reliability;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has Jazzer damage files of several kinds, one kind after another, each in its own process. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Reads files that Jazzer damages, guided by coverage. What reached new code is kept in --out,"
          + " and the same command goes on from there.",
      "Exit status 1 if a file broke what is documented; it is kept beside the log."
    })
public final class Fuzz implements Callable<Integer> {
  private static final Pattern DONE = Pattern.compile("#([0-9]+)\\s+DONE");
  private static final int LONGEST_INPUT = 70_000;
  private static final int LONGEST_SECONDS = 10;

  @Option(
      names = "--jazzer",
      required = true,
      converter = OptionValues.ExistingFolder.class,
      description = "folder of the two jars, jazzer and jazzer-api")
  private Path jazzer;

  @Option(
      names = "--kinds",
      split = ",",
      description = "of ${COMPLETION-CANDIDATES}; those that take seconds a file learn little")
  private List<MutatedFiles.Kind> kinds =
      List.of(
          MutatedFiles.Kind.DICOM,
          MutatedFiles.Kind.DESCRIPTION,
          MutatedFiles.Kind.CSV,
          MutatedFiles.Kind.SAFETENSORS,
          MutatedFiles.Kind.JOB);

  @Option(
      names = "--seconds",
      converter = OptionValues.Positive.class,
      description = "time of each kind")
  private int seconds = 300;

  @Option(names = "--out", description = "folder for what was found, a folder a kind")
  private Path out = Path.of("fuzz");

  /** What came of one kind. */
  private record Outcome(String inputs, Duration processor, int status) {}

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Fuzz(), args);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    boolean broken = false;
    for (MutatedFiles.Kind kind : kinds) {
      Path folder = Files.createDirectories(out.resolve(kind.name()));
      Outcome outcome = fuzz(kind, folder);
      broken |= outcome.status() != 0;
      System.out.printf(
          "%s: %s files in %d s, %d s of processor, %s%n",
          kind,
          outcome.inputs(),
          seconds,
          outcome.processor().toSeconds(),
          outcome.status() == 0
              ? "no fault"
              : "FAULT, status %d: see %s".formatted(outcome.status(), folder.resolve("log.txt")));
    }
    return broken ? 1 : 0;
  }

  private Outcome fuzz(MutatedFiles.Kind kind, Path folder)
      throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("found"));
    FuzzedFile.writeGood(kind, folder.resolve("seeds"));
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                jazzer.toAbsolutePath().resolve("*") + File.pathSeparator + classPath(),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzedFile.class.getName(),
                "--target_args=" + kind,
                "--instrumentation_includes=org.pigdiffusion.**",
                "found",
                "seeds",
                "-max_total_time=" + seconds,
                "-timeout=" + LONGEST_SECONDS,
                "-max_len=" + LONGEST_INPUT)
            .directory(folder.toFile()) // what breaks is kept there
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Duration processor = Duration.ZERO;
    try {
      while (!process.waitFor(1, TimeUnit.SECONDS)) {
        processor = process.info().totalCpuDuration().orElse(processor);
      }
    } finally {
      process.destroy();
    }
    return new Outcome(inputs(Files.readString(log)), processor, process.exitValue());
  }

  /** Absolute, since the process has a folder of its own. */
  private static String classPath() {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(System.getProperty("java.class.path"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .reduce((one, other) -> one + File.pathSeparator + other)
        .orElseThrow();
  }

  private static String inputs(String log) {
    Matcher done = DONE.matcher(log);
    return done.find() ? done.group(1) : "an unknown number of";
  }
}
