package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.safetensors.NetworkFile;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import picocli.CommandLine;

/** Trains as a user does, on little data. */
class TrainTest {
  private static final String[] TINY_TRAINING = {
    "--phantom=12",
    "--size=16",
    "--steps-x=3",
    "--steps-y=2",
    "--batch=2",
    "--validate-every=2",
    "--width=8",
    "--groups=4",
    "--multipliers=1,2",
    "--validation=0.25"
  };

  @TempDir Path folder;

  @Test
  void trainWithoutAGuideExportsOneModel() {
    Path run = folder.resolve("run");
    run(new Train(), withRun(run, withOption("--unconditional", TINY_TRAINING)));
    try (OnnxDenoiser model = OnnxDenoiser.open(run.resolve("y.onnx"))) {
      PairedSampler sampler = PairedSampler.builder().y(model).build();
      SamplingRequest request = SamplingRequest.builder().size(16, 16).build();
      assertTrue(sampler.sample(request).findFirst().orElseThrow().y().isFinite());
    }
  }

  @Test
  void trainOfModelXAloneGoesOnWithModelY() throws IOException {
    Path run = folder.resolve("run");
    run(new Train(), withRun(run, withOption("--steps-y=0", TINY_TRAINING)));
    assertTrue(Files.notExists(run.resolve("pair")));
    assertTrue(Files.exists(run.resolve("training-pairs.png")));
    run(new Train(), withRun(run, TINY_TRAINING));
    assertTrue(Files.exists(run.resolve("pair")));
    assertTrue(Files.exists(run.resolve("x/step-00000003")));
    assertTrue(Files.exists(run.resolve("x/step-00000002")), "to go on from if that is damaged");
  }

  @Test
  void aSecondCallOfTrainOnlyExportsAgain() throws IOException {
    Path run = folder.resolve("run");
    run(new Train(), withRun(run, TINY_TRAINING));
    byte[] first = Files.readAllBytes(run.resolve("pair/y.onnx"));
    run(new Train(), withRun(run, TINY_TRAINING));
    assertArrayEquals(first, Files.readAllBytes(run.resolve("pair/y.onnx")));
  }

  @Test
  void trainBeginsWithAPairOfSmallerImages() {
    Path small = folder.resolve("small");
    Path large = folder.resolve("large");
    run(new Train(), withRun(small, TINY_TRAINING));
    String[] larger = withOption("--size=32", TINY_TRAINING);
    String beginning = "--begin-with=" + small.resolve("pair");
    run(new Train(), withRun(large, withOption(beginning, larger)));
    assertTrue(Files.exists(large.resolve("pair/y.onnx")));
    String[] wider = withOption("--width=16", larger);
    assertEquals(
        2,
        Program.commandLine(new Train())
            .execute(withRun(folder.resolve("wide"), withOption(beginning, wider))));
  }

  @Test
  void trainWithSmallerImagesFirst() {
    Path run = folder.resolve("run");
    String[] tiny = withOption("--attention=1", TINY_TRAINING);
    run(new Train(), withRun(run, withOption("--coarse-first=1", tiny)));
    assertTrue(Files.exists(run.resolve("coarse-1/y")));
    assertTrue(Files.exists(run.resolve("pair/y.onnx")));
  }

  @Test
  void dropoutIsThatOfEachSizeAndOfTheWholeRun() {
    Path run = folder.resolve("run");
    String[] tiny = withOption("--coarse-first=1", withOption("--attention=1", TINY_TRAINING));
    run(new Train(), withRun(run, withOption("--dropout=0.25", tiny)));
    for (String size : new String[] {"", "coarse-1/"}) {
      Path weights = run.resolve(size + "y/step-00000002/best.safetensors");
      assertEquals(0.25, NetworkFile.read(weights).config().dropout());
    }
    StringWriter errors = new StringWriter();
    CommandLine line = Program.commandLine(new Train()).setErr(new PrintWriter(errors));
    assertEquals(2, line.execute(withRun(run, withOption("--dropout=0.5", tiny))));
    assertTrue(errors.toString().contains("unet.dropout: now 0.5, there 0.25"), errors::toString);
    assertEquals(2, line.execute(withRun(run, withOption("--dropout=1", tiny))));
    assertTrue(errors.toString().contains("--dropout"), errors::toString);
  }

  @Test
  void augmentationIsToldAtEachSizeAndExportedByNone() {
    Path run = folder.resolve("run");
    String[] tiny = withOption("--coarse-first=1", withOption("--attention=1", TINY_TRAINING));
    run(new Train(), withRun(run, withOption("--tell-augmentation", tiny)));
    for (String size : new String[] {"", "coarse-1/"}) {
      Path weights = run.resolve(size + "y/step-00000002/best.safetensors");
      assertEquals(9, NetworkFile.read(weights).config().augmentationLabels());
    }
    assertEquals(0, TrainedModel.read(run.resolve("pair/y.onnx")).config().augmentationLabels());
    StringWriter errors = new StringWriter();
    CommandLine line = Program.commandLine(new Train()).setErr(new PrintWriter(errors));
    assertEquals(2, line.execute(withRun(run, withOption("--tell-augmentation=0.2", tiny))));
    assertTrue(
        errors.toString().contains("augmentation.told.geometry: now 0.2, there 0.12"),
        errors::toString);
    assertEquals(2, line.execute(withRun(run, withOption("--tell-augmentation=2", tiny))));
  }

  /** Far too few hours, so that what is chosen does not depend on how fast the machine is. */
  @Test
  void trainForSomeHoursTimesStepsFirst() {
    Path run = folder.resolve("run");
    StringWriter errors = new StringWriter();
    CommandLine line = Program.commandLine(new Train()).setErr(new PrintWriter(errors));
    assertEquals(2, line.execute(withRun(run, forHours("1e-9"))));
    assertTrue(errors.toString().contains("--hours: expected time for"), errors.toString());
    assertTrue(Files.notExists(run.resolve("timing")));
  }

  @Test
  void trainForSomeHoursGoesOnWithTheStepsThatItChose() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.writeString(run.resolve("steps.txt"), "hours=0.5 steps=3\n");
    run(new Train(), withRun(run, forHours("0.5")));
    assertTrue(Files.exists(run.resolve("y/step-00000003")));
    assertTrue(Files.exists(run.resolve("pair/y.onnx")));
  }

  private static String[] forHours(String hours) {
    return Stream.concat(
            Arrays.stream(TINY_TRAINING).filter(option -> !option.startsWith("--steps")),
            Stream.of("--hours=" + hours))
        .toArray(String[]::new);
  }

  @Test
  void trainWithTheNoisyGuideExportsNoPair() {
    Path run = folder.resolve("run");
    run(new Train(), withRun(run, withOption("--guide-in-training=NOISY", TINY_TRAINING)));
    assertTrue(Files.exists(run.resolve("loss.png")));
    assertTrue(Files.notExists(run.resolve("pair")));
  }

  /** The option, in place of the one of that name. */
  private static String[] withOption(String option, String... options) {
    String name = option.replaceAll("=.*", "=");
    return Stream.concat(
            Arrays.stream(options).filter(other -> !other.startsWith(name)), Stream.of(option))
        .toArray(String[]::new);
  }

  private static String[] withRun(Path run, String... options) {
    return Stream.concat(Arrays.stream(options), Stream.of("--run=" + run)).toArray(String[]::new);
  }

  private static void run(Object program, String... arguments) {
    assertEquals(0, new CommandLine(program).execute(arguments));
  }
}
