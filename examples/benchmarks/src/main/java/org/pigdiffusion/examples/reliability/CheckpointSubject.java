package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  private Path run = Path.of("");

  @Override
  public List<Path> make(Path folder) throws IOException {
    run = folder.resolve("run");
    TinyModels.train(run, TinyModels.config(STEPS), TrainingListener.none());
    try (Stream<Path> files = Files.walk(run)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Override
  public Object read(Path file) {
    TrainingReport report =
        TinyModels.train(run, TinyModels.config(STEPS), TrainingListener.none());
    return report.stage(Role.Y).bestLoss();
  }

  /** Text that is still a checkpoint's, but of another run, is refused as any other run is. */
  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof TrainingException
        || (fault instanceof IllegalArgumentException
            && String.valueOf(fault.getMessage()).startsWith("checkpoint "));
  }
}
