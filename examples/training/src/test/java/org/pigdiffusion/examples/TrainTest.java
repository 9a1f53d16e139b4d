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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.safetensors.NetworkFile;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.trainer.TrainingConfig;
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
  void turnsWithoutAllFlipsAreRefused() {
    assertRefused(
        "quarterTurns: expected with both flips above 0, of which turns by 90 degrees are made",
        withMultipliers("1,2", "--quarter-turns", "--flips=LEFT_RIGHT"));
  }

  @Test
  void trainsAsThePresetOfTheLibraryDoes() {
    Train train = new Train();
    Program.commandLine(train).parseArgs("--phantom=12", "--run=" + folder);
    assertEquals(
        TrainingConfig.laptop(30, 40).seed(1).build(), train.config(new StepOptions.Steps(30, 40)));
  }

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
  void smallerSizesBringTheirLevels() {
    Path run = folder.resolve("run");
    String[] usual =
        Arrays.stream(TINY_TRAINING)
            .filter(option -> !option.startsWith("--multipliers"))
            .toArray(String[]::new);
    run(new Train(), withRun(run, withOption("--coarse-first=2", usual)));
    assertTrue(Files.exists(run.resolve("coarse-2/y")));
    assertTrue(Files.exists(run.resolve("coarse-1/y")));
    assertEquals(
        List.of(1, 1, 2, 4, 4),
        TrainedModel.read(run.resolve("pair/y.onnx")).config().multipliers());
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

  /** What is said of a command that is refused at once. */
  private String refusal(Path run, String... options) {
    StringWriter errors = new StringWriter();
    CommandLine line = Program.commandLine(new Train()).setErr(new PrintWriter(errors));
    assertEquals(2, line.execute(withRun(run, options)), errors::toString);
    assertTrue(errors.toString().lines().count() == 1, errors::toString);
    return errors.toString();
  }

  private void assertRefused(String named, String... options) {
    Path run = folder.resolve("none");
    String message = refusal(run, options);
    assertTrue(message.contains(named), message);
    assertTrue(Files.notExists(run), "nothing was written");
  }

  private static String[] withMultipliers(String multipliers, String... more) {
    String[] all = withOption("--multipliers=" + multipliers, TINY_TRAINING);
    return Stream.concat(Arrays.stream(all), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  void smallerSizesThatTheNetworkLacksAreRefusedWithTheRemedy() {
    String remedy = "leave --multipliers, --attention and --patch out\n";
    assertRefused(remedy, withMultipliers("1,2,4,4", "--coarse-first=2"));
    assertRefused(remedy, withMultipliers("1,2", "--coarse-first=1"));
    assertRefused(remedy, withMultipliers("1,1,1,1,1,2", "--coarse-first=5"));
    assertRefused(
        "--coarse-first 1: network: expected patch 1",
        withMultipliers("1,2,2", "--coarse-first=1", "--patch=2"));
    assertRefused(
        "--coarse-first: expected without --begin-with",
        withMultipliers("1,2", "--coarse-first=1", "--begin-with=" + folder));
    assertRefused(
        "--size: expected a multiple of 128",
        withMultipliers("1,1,1,1,1,1,1,2", "--coarse-first=1", "--attention=7"));
  }

  @Test
  void optionsOfMasksWithoutASayAreRefused() {
    String islands = "--remove-sampled-islands=4";
    String named = "--remove-sampled-islands: expected only where a pair is exported, found --";
    assertRefused(named + "unconditional", withMultipliers("1,2", islands, "--unconditional"));
    assertRefused(
        named + "guide-in-training NOISY",
        withMultipliers("1,2", islands, "--guide-in-training=NOISY"));
    assertRefused("'--signed-distance'", withMultipliers("1,2", "--signed-distance=0.1"));
    assertRefused("'--mask-tolerance'", withMultipliers("1,2", "--mask-tolerance=0"));
    assertRefused("'--tell-augmentation'", withMultipliers("1,2", "--tell-augmentation=2"));
    assertRefused("in [0,1], found x", withMultipliers("1,2", "--tell-augmentation=x"));
  }

  @Test
  void aRefusedCommandLeavesTheRunAsItIs() throws IOException {
    Path run = folder.resolve("run");
    run(new Train(), withRun(run, withOption("--attention=1", TINY_TRAINING)));
    Path picture = Files.writeString(run.resolve("training-pairs.png"), "as it was");
    String[] other = withMultipliers("1,2", "--attention=1", "--quarter-turns");
    assertTrue(refusal(run, other).contains("augmentation.quarterTurns"));
    String sizes = refusal(run, withMultipliers("1,2", "--attention=1", "--coarse-first=1"));
    assertTrue(sizes.startsWith("train: --coarse-first: expected 0, since"), sizes);
    assertEquals("as it was", Files.readString(picture));
    run(new Train(), withRun(run, withOption("--attention=1", TINY_TRAINING)));
    assertTrue(Files.size(picture) > 100, "drawn anew");
  }

  /** Far too few hours, so that what is chosen does not depend on how fast the machine is. */
  @Test
  void trainForSomeHoursTimesStepsFirst() {
    Path run = folder.resolve("run");
    StringWriter errors = new StringWriter();
    CommandLine line = Program.commandLine(new Train()).setErr(new PrintWriter(errors));
    assertEquals(2, line.execute(withRun(run, forHours("1e-9"))));
    assertTrue(errors.toString().contains("--hours: expected more than twice"), errors.toString());
    assertTrue(Files.notExists(run.resolve("training-pairs.png")), "nothing was begun");
    assertTrue(Files.notExists(run.resolve("timing")));
  }

  @Test
  void trainForSomeHoursGoesOnWithTheStepsThatItChose() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.writeString(run.resolve("steps.txt"), "hours=0.5 steps=3\n--batch=2\n");
    String other = refusal(run, withOption("--batch=3", forHours("0.5")));
    assertTrue(other.contains("steps.txt was timed with --batch 2, found 3: give"), other);
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
