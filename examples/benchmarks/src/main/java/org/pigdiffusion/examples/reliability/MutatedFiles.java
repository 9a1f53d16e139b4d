package org.pigdiffusion.examples.reliability;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reads damaged files of one kind and counts what comes of it. */
@Command(
    name = "mutated-files",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Damages files of one kind and reads them. A run that prints no line of counts was a crash"
            + " of the process. Exit status 1 if a file broke what is documented; it is kept.")
public final class MutatedFiles implements Callable<Integer> {
  /** A kind of file. */
  enum Kind {
    PNG,
    JPEG,
    TIFF,
    GIF,
    BMP,
    DICOM,
    CSV,
    ONNX,
    SAFETENSORS,
    CHECKPOINT;

    private Subject subject() {
      return switch (this) {
        case PNG, JPEG, TIFF, GIF, BMP -> new PictureSubject(name().toLowerCase(Locale.ROOT));
        case DICOM -> new DicomSubject();
        case CSV -> new ManifestSubject();
        case ONNX -> new ModelSubject();
        case SAFETENSORS -> new WeightsSubject();
        case CHECKPOINT -> new CheckpointSubject();
      };
    }
  }

  /** What can come of a damaged file. */
  private enum Result {
    SAME,
    DIFFERENT,
    REFUSED,
    UNDOCUMENTED,
    SLOW
  }

  @Option(names = "--kind", required = true, description = "${COMPLETION-CANDIDATES}")
  private Kind kind;

  @Option(
      names = "--count",
      converter = OptionValues.Positive.class,
      description = "number of damaged files")
  private int count = 1000;

  @Option(names = "--seed", description = "of the damage")
  private long seed = 1;

  @Option(names = "--seconds", description = "a file that takes longer is a fault")
  private int seconds = 10;

  @Option(names = "--keep", description = "folder for files that are faults")
  private Path keep = Path.of("faults");

  private final Map<Result, Integer> counts = new EnumMap<>(Result.class);

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new MutatedFiles(), args);
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("mutated-files");
    Subject subject = kind.subject();
    long longest = 0;
    try {
      List<Path> files = subject.make(folder);
      Map<Path, Object> good = new HashMap<>();
      for (Path file : files) {
        good.put(file, subject.read(file));
      }
      Random random = new Random(seed);
      for (int i = 0; i < count; i++) {
        long start = System.nanoTime();
        readDamaged(subject, files.get(random.nextInt(files.size())), good, random, i);
        longest = Math.max(longest, System.nanoTime() - start);
      }
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    System.out.printf(
        "%s %d files, seed %d: %s, longest %.1f s%n", kind, count, seed, counts, longest / 1e9);
    boolean sound = !counts.containsKey(Result.UNDOCUMENTED) && !counts.containsKey(Result.SLOW);
    return sound ? 0 : 1;
  }

  private void readDamaged(
      Subject subject, Path file, Map<Path, Object> good, Random random, int number)
      throws Exception {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Mutation.of(whole, random));
    Result result = read(subject, file, good.get(file));
    counts.merge(result, 1, Integer::sum);
    if (result == Result.UNDOCUMENTED || result == Result.SLOW) {
      Files.createDirectories(keep);
      String name = kind + "-" + seed + "-" + number + "-" + file.getFileName();
      Files.copy(file, keep.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      System.out.println("kept as " + keep.resolve(name));
    }
    Files.write(file, whole);
  }

  /** In a thread of its own, so that a file that is never read through does not stop the run. */
  private Result read(Subject subject, Path file, Object good) throws InterruptedException {
    CompletableFuture<Object> reading = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                reading.complete(subject.read(file));
              } catch (Throwable e) { // whatever comes out is what is counted
                reading.completeExceptionally(e);
              }
            });
    reader.setDaemon(true);
    reader.start();
    try {
      return reading.get(seconds, TimeUnit.SECONDS).equals(good) ? Result.SAME : Result.DIFFERENT;
    } catch (TimeoutException e) {
      return Result.SLOW;
    } catch (ExecutionException e) {
      Throwable fault = e.getCause();
      if (subject.isDocumented(fault) && fault.getMessage() != null) {
        return Result.REFUSED;
      }
      fault.printStackTrace();
      return Result.UNDOCUMENTED;
    }
  }
}
