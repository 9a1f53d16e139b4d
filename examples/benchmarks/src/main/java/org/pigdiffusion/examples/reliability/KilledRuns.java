package org.pigdiffusion.examples.reliability;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills processes at random moments and looks at what they leave. */
@Command(
    name = "killed-runs",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Starts the same work again and again, kills it at random moments, lets it end, and"
            + " compares the result with that of a run that was not killed, byte for byte. Each kill"
            + " may cost the batch or step under way, and no more.")
public final class KilledRuns implements Callable<Integer> {
  @Option(names = "--work", required = true, description = "${COMPLETION-CANDIDATES}")
  private Killable work;

  @Option(names = "--kills", converter = OptionValues.Positive.class, description = "how many")
  private int kills = 20;

  @Option(
      names = "--size",
      converter = OptionValues.Positive.class,
      description = "pairs, steps of a stage, or exports: enough to be killed in the middle")
  private int size = 400;

  @Option(
      names = "--most-millis",
      converter = OptionValues.Positive.class,
      description = "a process is killed at a random moment in this time after it wrote anything")
  private int mostMillis = 1500;

  @Option(names = "--seed", description = "of the moments")
  private long seed = 1;

  @Option(names = "--child", hidden = true, description = "the process that is killed")
  private Path child;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new KilledRuns(), args);
  }

  @Override
  public Integer call() throws Exception {
    if (child != null) {
      work.run(child, size);
      return 0;
    }
    Path folder = Files.createTempDirectory("killed-runs");
    try {
      Path whole = Files.createDirectory(folder.resolve("whole"));
      work.run(whole, size);
      Path killed = Files.createDirectory(folder.resolve("killed"));
      Random random = new Random(seed);
      int inTheMiddle = 0;
      for (int i = 0; i < kills; i++) {
        inTheMiddle += killOne(killed, random) ? 1 : 0;
        work.requireUsable(killed);
      }
      long done = Killable.done(killed);
      work.run(killed, size);
      Map<String, String> expected = files(whole.resolve("result"));
      Map<String, String> found = files(killed.resolve("result"));
      boolean same = expected.equals(found);
      System.out.printf(
          "%s of size %d, seed %d: %d kills, %d of them in the middle; %d files, %s%n",
          work, size, seed, kills, inTheMiddle, found.size(), same ? "all equal" : "NOT EQUAL");
      long drafts = drafts(killed);
      long repeated = Killable.repeated(killed);
      System.out.printf(
          "batches or steps: %d done by killed processes, %d done again; drafts and their locks left:"
              + " %d%n",
          done, repeated, drafts);
      return same && drafts == 0 && repeated <= kills ? 0 : 1;
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** Whether the process was still at work. */
  private boolean killOne(Path folder, Random random) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            KilledRuns.class.getName(),
            "--work",
            work.name(),
            "--size",
            Integer.toString(size),
            "--child",
            folder.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Set<String> before = names(folder);
    Process process = builder.inheritIO().start();
    try {
      while (process.isAlive() && names(folder).equals(before)) {
        Thread.sleep(20);
      }
      process.waitFor(random.nextInt(mostMillis), TimeUnit.MILLISECONDS);
      return process.isAlive();
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toString).collect(Collectors.toSet());
    } catch (UncheckedIOException e) {
      return Set.of(); // a draft that went while it was looked at
    }
  }

  static long drafts(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\..*\\.(tmp|kept)|\\..*[0-9a-f-]{36}\\.lock"))
          .count();
    }
  }

  /** What is in all files, by path. */
  static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        byte[] bytes = Files.readAllBytes(file);
        contents.put(
            folder.relativize(file).toString(), bytes.length + ":" + Arrays.hashCode(bytes));
      }
    }
    return contents;
  }
}
