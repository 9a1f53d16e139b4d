package org.pigdiffusion.examples.reliability;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    PAIR,
    CARD,
    SAFETENSORS,
    SEGMENTER,
    CHECKPOINT,
    JOB,
    DESCRIPTION;

    Subject subject() {
      return switch (this) {
        case PNG, JPEG, TIFF, GIF, BMP -> new PictureSubject(name().toLowerCase(Locale.ROOT));
        case DICOM -> new DicomSubject();
        case CSV -> new ManifestSubject();
        case ONNX -> new ModelSubject();
        case SAFETENSORS -> new WeightsSubject();
        case SEGMENTER -> new SegmenterSubject();
        case CHECKPOINT -> new CheckpointSubject();
        case PAIR -> new PairSubject();
        case CARD -> new CardSubject();
        case JOB -> new JobSubject();
        case DESCRIPTION -> new DescriptionSubject();
      };
    }
  }

  /** What can come of a damaged file. */
  private enum Result {
    REFUSED,
    /** Read as the good file. */
    SAME,
    /** Read as what the damaged file says. */
    OTHER,
    /** Read as something else. */
    WRONG,
    UNDOCUMENTED,
    SLOW;

    boolean isFault() {
      return this == WRONG || this == UNDOCUMENTED || this == SLOW;
    }
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
      FolderContent content = FolderContent.of(folder);
      for (Path file : files) {
        good.put(file, subject.read(file));
        content.restore();
      }
      Random random = new Random(seed);
      for (int i = 0; i < count; i++) {
        Path file = files.get(random.nextInt(files.size()));
        byte[] damaged = subject.damaged(file, content.bytes(file), random);
        Files.write(file, damaged);
        long start = System.nanoTime();
        Result result = read(subject, file, good.get(file));
        longest = Math.max(longest, System.nanoTime() - start);
        counts.merge(result, 1, Integer::sum);
        if (result.isFault()) {
          keep(i + "-" + file.getFileName(), damaged, result);
        }
        content.restore();
      }
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    System.out.printf(
        "%s %d files, seed %d: %s, longest %.1f s%n", kind, count, seed, counts, longest / 1e9);
    return counts.keySet().stream().anyMatch(Result::isFault) ? 1 : 0;
  }

  private void keep(String name, byte[] damaged, Result result) throws IOException {
    Files.createDirectories(keep);
    Path kept = Files.write(keep.resolve(kind + "-" + seed + "-" + name), damaged);
    System.out.println(result + ": kept as " + kept);
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
      Object found = reading.get(seconds, TimeUnit.SECONDS);
      if (found.equals(good)) {
        return Result.SAME;
      }
      return isWhatItSays(subject, file, found) ? Result.OTHER : Result.WRONG;
    } catch (TimeoutException e) {
      return Result.SLOW;
    } catch (ExecutionException e) {
      Throwable fault = e.getCause();
      String message = String.valueOf(fault.getMessage());
      if (subject.isDocumented(fault) && subject.isNamed(file, message)) {
        return Result.REFUSED;
      }
      fault.printStackTrace();
      return Result.UNDOCUMENTED;
    }
  }

  private static boolean isWhatItSays(Subject subject, Path file, Object found) {
    try {
      return subject.isWhatItSays(file, found);
    } catch (IOException | RuntimeException e) { // another reader refuses what the library reads
      System.out.println("another reader: " + e);
      return false;
    }
  }
}
