package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.picture.SamplingJob;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.TrainingReport;

/** Work that a process begins, or goes on with, in a folder, and may be killed at. */
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
        SamplingJob.builder(request, folder.resolve("result")).build().run(pair.sampler());
      }
    }
  },
  /** Trains a pair; its result is the exported pair. */
  TRAINING {
    @Override
    void run(Path folder, int size) throws IOException {
      TrainingConfig config = TinyModels.config(size);
      TrainingReport report =
          TinyModels.train(folder.resolve("run"), config, TrainingListener.none());
      TinyModels.export(folder.resolve("result"), config, report);
    }
  },
  /** Saves one pair after another over the one before; its result is the last. */
  EXPORT {
    @Override
    void run(Path folder, int size) throws IOException {
      for (int i = 0; i < size; i++) {
        TinyModels.save(folder.resolve("result"), i % 2 == 0 ? 1 : 7);
      }
    }

    @Override
    void requireUsable(Path folder) {
      if (Files.exists(folder.resolve("result"))) {
        OnnxPair.open(folder.resolve("result")).close();
      }
    }
  };

  /** Does all of it, or what is left of it. */
  abstract void run(Path folder, int size) throws IOException;

  /** What must hold after every kill. */
  void requireUsable(Path folder) {}
}
