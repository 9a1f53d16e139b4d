package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ObjectArrays;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.data.PairData;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.examples.common.HeldOut;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.trainer.TrainingConfig;
import org.pigdiffusion.trainer.TrainingListener;
import org.pigdiffusion.trainer.djl.DjlPairedTrainer;
import org.pigdiffusion.unet.UNetConfig;

/** Data that a run has not learnt from: what it holds out may be what the models have seen. */
class OtherDataTest {
  private static final Path TRAINED = Path.of("../common/src/main/resources/phantom-64");

  /** A run that learnt for a step, and beside its checkpoints a pair that makes fair images. */
  @TempDir static Path run;

  @BeforeAll
  static void train() throws IOException {
    Split.Parts parts = new Split(0.25, 1).apply(PairData.inMemory(BreastPhantom.of(8, 1, 64)));
    UNetConfig network =
        UNetConfig.builder(1, 1).baseWidth(4).multipliers(1, 2).residualBlocks(1).groups(2).build();
    DjlPairedTrainer.of(run, network, TrainingConfig.builder().steps(1, 1).batch(2, 1).build())
        .train(parts.training(), parts.validation(), TrainingListener.none());
    Path pair = Files.createDirectory(run.resolve("pair"));
    for (String model : new String[] {"x.onnx", "y.onnx"}) {
      Files.copy(TRAINED.resolve(model), pair.resolve(model));
    }
  }

  private static int call(Callable<Integer> program, StringWriter err, String... more) {
    String[] options = {
      "--phantom=8",
      "--validation=0.25",
      "--models=" + run.resolve("pair"),
      "--pairs=6",
      "--method=ddim:2"
    };
    return Program.commandLine(program)
        .setOverwrittenOptionsAllowed(true)
        .setErr(new PrintWriter(err, true))
        .execute(ObjectArrays.concat(options, more, String.class));
  }

  private static void assertRefused(String message, Callable<Integer> program, String... more) {
    StringWriter err = new StringWriter();
    assertEquals(2, call(program, err, more), err::toString);
    assertTrue(err.toString().contains(message), err::toString);
  }

  @Test
  void pairsThatMayHaveBeenLearntFromAreNotCalledHeldOut() {
    Path out = run.resolve("none");
    String learnt =
        ": --models: expected models that have learnt from the training part of this data";
    String size = "found that model x learnt from images of 64x64; the data must have the size";
    for (String other : new String[] {"--data-seed=2", "--size=32", "--validation=0.5"}) {
      String message = other.startsWith("--size") ? size : learnt;
      assertRefused(message, new Variety(), other);
      assertRefused(message, new Evaluate(), other, "--out=" + out);
    }
    assertFalse(Files.exists(out));
  }

  @Test
  void theDataOfTheTrainingIsMeasured() throws IOException {
    Path out = run.resolve("out");
    StringWriter err = new StringWriter();
    assertEquals(0, call(new Evaluate(), err, "--out=" + out), err::toString);
    assertEquals(
        HeldOut.UNLEARNT.sentences(),
        JsonParser.parseString(Files.readString(out.resolve("evaluation.json")))
            .getAsJsonObject()
            .get("held-out pairs")
            .getAsString());
  }
}
