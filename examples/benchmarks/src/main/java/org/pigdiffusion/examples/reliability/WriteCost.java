package org.pigdiffusion.examples.reliability;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hipparchus.stat.StatUtils;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.picture.Picture;
import org.pigdiffusion.picture.PixelDepth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what it costs that a small file is whole or not there, after a kill and a power cut. */
@Command(
    name = "write-cost",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Writes small files in five ways, in turn, and prints the milliseconds of each: renamed,"
            + " with a locked file beside it, flushed, and as the library writes a picture.")
public final class WriteCost implements Callable<Integer> {
  private static final byte[] CONTENT = new byte[1000];
  private static final double[] SHARES = {10, 50, 90};
  private static final int WARM_UP = 20;

  @Option(names = "--folder", description = "where, a temporary one if absent")
  private Path folder;

  @Option(names = "--files", converter = OptionValues.Positive.class, description = "of each way")
  private int files = 200;

  /** A way to write a file. */
  @FunctionalInterface
  private interface Way {
    void write(Path file) throws IOException;
  }

  private record Named(String name, Way way, List<Double> millis) {
    Named(String name, Way way) {
      this(name, way, new ArrayList<>());
    }
  }

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new WriteCost(), args);
  }

  @Override
  public Integer call() throws Exception {
    Path place =
        folder == null
            ? Files.createTempDirectory("write-cost")
            : Files.createTempDirectory(folder, "write-cost");
    Picture picture =
        Picture.ofImage(Tensor.filled(new Shape(1, 1, 16, 16), 0.5f), PixelDepth.EIGHT);
    List<Named> ways =
        List.of(
            new Named("renamed", file -> put(file, false)),
            new Named("renamed, with a lock", file -> locked(file, false)),
            new Named("flushed and renamed", file -> put(file, true)),
            new Named("flushed and renamed, with a lock", file -> locked(file, true)),
            new Named("a picture, as the library does it", picture::writePng));
    try {
      for (int i = 0; i < WARM_UP + files; i++) {
        for (int way = 0; way < ways.size(); way++) {
          Path file = place.resolve(way + "-" + i + ".png");
          long start = System.nanoTime();
          ways.get(way).way().write(file);
          if (i >= WARM_UP) {
            ways.get(way).millis().add((System.nanoTime() - start) / 1e6);
          }
        }
      }
    } finally {
      MoreFiles.deleteRecursively(place, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    System.out.printf("%-34s %8s %8s %8s ms a file%n", "", "p10", "median", "p90");
    for (Named way : ways) {
      double[] millis = way.millis().stream().mapToDouble(Double::doubleValue).toArray();
      System.out.printf("%-34s", way.name());
      for (double share : SHARES) {
        System.out.printf(" %8.2f", StatUtils.percentile(millis, share));
      }
      System.out.println();
    }
    return 0;
  }

  private static void put(Path file, boolean flush) throws IOException {
    Path draft = file.resolveSibling("." + file.getFileName());
    Files.write(draft, CONTENT);
    if (flush) {
      flush(draft, StandardOpenOption.WRITE);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    if (flush) {
      flush(file.resolveSibling(""), StandardOpenOption.READ);
    }
  }

  private static void flush(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  private static void locked(Path file, boolean flush) throws IOException {
    Path lock = file.resolveSibling("." + file.getFileName() + ".lock");
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        throw new IOException(lock + ": expected a free lock");
      }
      put(file, flush);
      Files.delete(lock);
    }
  }
}
