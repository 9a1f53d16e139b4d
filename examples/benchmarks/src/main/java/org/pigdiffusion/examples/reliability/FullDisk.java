package org.pigdiffusion.examples.reliability;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.trainer.TrainingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Does work on a small disk that is full at random moments, and looks at what it leaves. */
@Command(
    name = "full-disk",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Fills a small disk up but for a random rest, has work done there until it says that there is"
          + " no room, and makes room again; at last the result is compared with that of a disk"
          + " with room. As root, on Linux: mount -t tmpfs -o size=24m tmpfs DISK."
    })
public final class FullDisk implements Callable<Integer> {
  private static final int BLOCK = 1024;
  private static final String FULL = "No space left on device";

  @Option(names = "--work", required = true, description = "${COMPLETION-CANDIDATES}")
  private Killable work;

  @Option(
      names = "--disk",
      required = true,
      converter = OptionValues.ExistingFolder.class,
      description = "an empty file system of some 24 MB, with nothing else on it")
  private Path disk;

  @Option(names = "--times", converter = OptionValues.Positive.class, description = "how often")
  private int times = 20;

  @Option(
      names = "--size",
      converter = OptionValues.Positive.class,
      description = "pairs, steps of a stage, exports or tables")
  private int size = 40;

  @Option(
      names = "--most-room",
      converter = OptionValues.Positive.class,
      description = "kB that are left free at most")
  private int mostRoom = 400;

  @Option(names = "--seed", description = "of the room that is left")
  private long seed = 1;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new FullDisk(), args);
  }

  @Override
  public Integer call() throws Exception {
    if (disk.toFile().getTotalSpace() > 1 << 30) {
      throw new IllegalArgumentException(
          "--disk: expected a file system of less than 1 GB, which is filled up, found "
              + disk.toFile().getTotalSpace()
              + " bytes");
    }
    Path whole = Files.createTempDirectory("full-disk");
    Path folder = Files.createDirectory(disk.resolve("work"));
    try {
      work.run(whole, size);
      return compare(whole, folder);
    } finally {
      MoreFiles.deleteRecursively(whole, RecursiveDeleteOption.ALLOW_INSECURE);
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private int compare(Path whole, Path folder) throws IOException {
    Random random = new Random(seed);
    int full = 0;
    int named = 0;
    String last = "";
    for (int i = 0; i < times; i++) {
      Path ballast = disk.resolve("ballast");
      fill(ballast, (long) BLOCK * (1 + random.nextInt(mostRoom)));
      try {
        work.run(folder, size);
      } catch (IOException | TrainingException e) {
        last = String.valueOf(e.getMessage());
        full++;
        named += last.contains(FULL) && last.contains(disk.toString()) ? 1 : 0;
      } finally {
        Files.delete(ballast);
      }
      work.requireUsable(folder);
    }
    work.run(folder, size);
    boolean same =
        KilledRuns.files(whole.resolve("result"))
            .equals(KilledRuns.files(folder.resolve("result")));
    long drafts = KilledRuns.drafts(folder);
    System.out.printf(
        "%s of size %d, seed %d: full %d times of %d, %d with path and cause; result %s, %d drafts%n"
            + "the last said: %s%n",
        work, size, seed, full, times, named, same ? "equal" : "NOT EQUAL", drafts, last);
    return same && drafts == 0 && named == full ? 0 : 1;
  }

  private void fill(Path ballast, long room) throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      for (long left = disk.toFile().getUsableSpace() - room; left > 0; left -= BLOCK) {
        out.write(new byte[BLOCK]);
      }
    }
  }
}
