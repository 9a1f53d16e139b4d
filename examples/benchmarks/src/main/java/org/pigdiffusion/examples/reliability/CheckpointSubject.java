package org.pigdiffusion.examples.reliability;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.pigdiffusion.Role;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;

/**
 * The files of a checkpoint, one of which is damaged; then the run goes on, which is at its end.
 */
final class CheckpointSubject implements Subject {
  private static final int STEPS = 2;
  private static final String SUMS = "checksums.sha256";

  private Path run = Path.of("");

  @Override
  public List<Path> make(Path folder) throws IOException {
    run = folder.resolve("run");
    TinyModels.train(run, TinyModels.config(STEPS), TrainingListener.none());
    try (Stream<Path> files = Files.walk(run)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Half of the files get checksums that fit, so that it is their readers that look. */
  @Override
  public byte[] damaged(Path file, byte[] whole, Random random) {
    boolean text = file.toString().endsWith(".json") || file.toString().endsWith(".sha256");
    byte[] bytes = text ? TextMutation.of(whole, random) : Mutation.of(whole, random);
    Path sums = file.resolveSibling(SUMS);
    if (!file.equals(sums) && random.nextBoolean()) {
      try {
        String said = Files.readString(sums);
        Files.writeString(sums, said.replace(sum(whole), sum(bytes)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return bytes;
  }

  private static String sum(byte[] bytes) {
    return Hashing.sha256().hashBytes(bytes).toString();
  }

  @Override
  public Object read(Path file) {
    TrainingReport report =
        TinyModels.train(run, TinyModels.config(STEPS), TrainingListener.none());
    return List.of(report.stage(Role.X).bestLoss(), report.stage(Role.Y).bestLoss());
  }

  /** The checksum of the file fits. */
  @Override
  public boolean isWhatItSays(Path file, Object read) throws IOException {
    return Files.readString(file.resolveSibling(SUMS)).contains(sum(Files.readAllBytes(file)));
  }

  @Override
  public boolean isNamed(Path file, String message) {
    return message.contains("checkpoint ");
  }

  /** Text that is still a checkpoint's, but of another run, is refused as any other run is. */
  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof TrainingException
        || (fault instanceof IllegalArgumentException
            && String.valueOf(fault.getMessage()).startsWith("checkpoint "));
  }
}
