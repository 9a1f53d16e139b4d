package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.examples.common.WholeFile;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.picture.SamplingJob;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;

/**
 * Work that a process begins, or goes on with, in a folder, and may be killed at. It notes each
 * part of it, so that parts that were done again can be counted.
 */
enum Killable {
  /** Samples pairs; its result is the folder of the job. */
  SAMPLING {
    @Override
    void run(Path folder, int size) throws IOException {
      Path models = folder.resolve("models");
      if (!Files.exists(models)) {
        TinyModels.save(models, 1);
      }
      SamplingRequest request =
          SamplingRequest.builder()
              .count(size)
              .batchSize(4)
              .size(TinyModels.SIDE, TinyModels.SIDE)
              .method(Ddim.ofSteps(2))
              .seed(5)
              .build();
      try (OnnxPair pair = OnnxPair.open(models)) {
        SamplingJob.builder(request, folder.resolve("result"))
            .onBatch(batch -> note(folder, "batch " + batch.firstIndex()))
            .build()
            .run(pair.sampler());
      }
    }
  },
  /** Trains a pair; its result is the exported pair. */
  TRAINING {
    @Override
    void run(Path folder, int size) throws IOException {
      TrainingConfig config = TinyModels.config(size);
      TrainingListener listener =
          new TrainingListener() {
            @Override
            public void onStep(Step step) {
              note(folder, step.role() + " " + step.step());
            }
          };
      TrainingReport report = TinyModels.train(folder.resolve("run"), config, listener);
      TinyModels.export(folder.resolve("result"), config, report);
    }
  },
  /** Saves one pair after another over the one before; its result is the last. */
  EXPORT {
    @Override
    void run(Path folder, int size) throws IOException {
      for (int i = 0; i < size; i++) {
        TinyModels.save(folder.resolve("result"), SEEDS.get(i % 2));
      }
    }

    /** What can be opened is one of the two pairs, whole. */
    @Override
    void requireUsable(Path folder) throws IOException {
      if (!Files.exists(folder.resolve("result"))) {
        return;
      }
      Set<List<Tensor>> expected = new HashSet<>();
      for (int seed : SEEDS) {
        Path whole = folder.resolve("whole-" + seed);
        if (!Files.exists(whole)) {
          TinyModels.save(whole, seed);
        }
        expected.add(sampled(whole));
      }
      if (!expected.contains(sampled(folder.resolve("result")))) {
        throw new IllegalStateException(folder + ": expected one of the two pairs, found a third");
      }
    }
  },
  /** Writes one table over another; its result is the last. */
  TABLE {
    @Override
    void run(Path folder, int size) throws IOException {
      Path result = Files.createDirectories(folder.resolve("result"));
      for (int i = 1; i <= size; i++) {
        WholeFile.write(result.resolve("table.csv"), "number,square\n" + rows(100 * i));
      }
    }

    private String rows(int count) {
      return IntStream.rangeClosed(1, count)
          .mapToObj(i -> i + "," + (long) i * i + "\n")
          .collect(Collectors.joining());
    }
  };

  /** Of the weights that are saved in turn. */
  private static final List<Integer> SEEDS = List.of(1, 7);

  private static final String NOTES = "notes.txt";

  /** Does all of it, or what is left of it. */
  abstract void run(Path folder, int size) throws IOException;

  /** What must hold after every kill. */
  void requireUsable(Path folder) throws IOException {}

  /** How many parts are done, each counted once. */
  static long done(Path folder) throws IOException {
    return notes(folder).stream().distinct().count();
  }

  /** How many parts were done more than once. */
  static long repeated(Path folder) throws IOException {
    return notes(folder).size() - done(folder);
  }

  private static List<String> notes(Path folder) throws IOException {
    Path notes = folder.resolve(NOTES);
    return Files.exists(notes) ? Files.readAllLines(notes) : List.of();
  }

  private static void note(Path folder, String part) {
    try {
      // One write of a few bytes: it is there whole, or not at all.
      byte[] line = (part + "\n").getBytes(StandardCharsets.UTF_8);
      Files.write(
          folder.resolve(NOTES), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Tensor> sampled(Path models) {
    SamplingRequest one =
        SamplingRequest.builder()
            .size(TinyModels.SIDE, TinyModels.SIDE)
            .method(Ddim.ofSteps(2))
            .seed(5)
            .build();
    try (OnnxPair pair = OnnxPair.open(models);
        Stream<PairBatch> batches = pair.sampler().sample(one)) {
      PairBatch batch = batches.findFirst().orElseThrow();
      return List.of(batch.x(), batch.y());
    }
  }
}
