package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.speed.Convergence;
import org.pigdiffusion.examples.speed.SamplerError;
import org.pigdiffusion.examples.speed.SamplingMemory;
import org.pigdiffusion.examples.speed.StepSpeed;
import org.pigdiffusion.examples.speed.TrainingSpeed;

/** What a user gets wrong is told in one sentence that names it, whichever program is run. */
class ProgramTest {
  private static final String NO_GPU = "--cuda: expected a GPU that can be used, found none: ";

  @TempDir static Path folder;

  /**
   * A mistake.
   *
   * @param named what the sentence must name
   */
  private record Mistake(
      Supplier<Callable<Integer>> program, int status, String named, List<String> arguments) {
    @Override
    public String toString() {
      return program.get().getClass().getSimpleName() + " " + String.join(" ", arguments);
    }
  }

  private static Mistake bad(Supplier<Callable<Integer>> of, String named, String... arguments) {
    return new Mistake(of, 2, named, List.of(arguments));
  }

  private static Mistake fails(Supplier<Callable<Integer>> of, String named, String... arguments) {
    return new Mistake(of, 1, named, List.of(arguments));
  }

  static Stream<Mistake> mistakes() throws IOException {
    String none = folder.resolve("none").toString();
    String empty = Files.createDirectories(folder.resolve("empty")).toString();
    String file = Files.writeString(folder.resolve("file.csv"), "image,mask\n").toString();
    String out = folder.resolve("out").toString();
    String run = "--run=" + folder.resolve("run");
    String tiny = "--phantom=8";
    return Stream.of(
        bad(Quickstart::new, "--size", "--size=0"),
        bad(Quickstart::new, "multiple of 8", "--size=63", "--out=" + out),
        bad(Quickstart::new, "--pairs", "--pairs=many"),
        bad(Quickstart::new, "--pairs", "--pairs=99999999999"),
        bad(Quickstart::new, "--first", "--first=-1"),
        bad(Quickstart::new, "--method", "--method=euler-a:20"),
        bad(Quickstart::new, "--refresh", "--refresh=sometimes"),
        bad(Quickstart::new, "--bogus", "--bogus"),
        bad(Quickstart::new, "--models", "--models=" + none),
        bad(Quickstart::new, "--models", "--models=" + file),
        fails(Quickstart::new, "x.onnx", "--models=" + empty),
        fails(Quickstart::new, file, "--method=ddim:1", "--pairs=1", "--out=" + file),
        bad(Quickstart::new, NO_GPU, "--cuda=0", "--models=" + empty),
        bad(Train::new, "--run", tiny),
        bad(Train::new, "--folder", run),
        bad(Train::new, "mutually exclusive", run, tiny, "--folder=x"),
        bad(Train::new, none, run, "--folder=" + none),
        bad(Train::new, "none.csv", run, "--manifest=none.csv"),
        bad(Train::new, "--only", run, "--manifest=" + file, "--only=side"),
        bad(Train::new, "--size: expected 16", run, tiny, "--size=15"),
        bad(Train::new, "--steps-x", run, tiny, "--steps-x=-1"),
        bad(Train::new, "--prediction", run, tiny, "--prediction=maybe"),
        bad(Train::new, "groups", run, tiny, "--size=16", "--groups=7"),
        bad(Train::new, "--rate", run, tiny, "--size=16", "--rate=-1"),
        bad(Train::new, "validation", run, tiny, "--validation=2"),
        fails(Train::new, file, "--run=" + file, tiny, "--size=16"),
        bad(Evaluate::new, "--out", tiny, "--models=" + empty),
        bad(Evaluate::new, "--models", tiny, "--out=" + out, "--models=" + none),
        bad(Evaluate::new, "--extractor", "--extractor=" + none),
        fails(Evaluate::new, "x.onnx", tiny, "--out=" + out, "--models=" + empty),
        bad(Evaluate::new, NO_GPU, "--cuda=0", tiny, "--out=" + out, "--models=" + empty),
        bad(Variety::new, "--models", tiny),
        bad(Variety::new, "--sigmas", tiny, "--models=" + empty, "--sigmas=-1"),
        fails(Variety::new, "x.onnx", tiny, "--models=" + empty),
        bad(Segmentation::new, "--real", "--real=0"),
        bad(Segmentation::new, "--models", "--models=" + none),
        bad(RefreshCost::new, "--policy", "--policy=never"),
        bad(RefreshCost::new, "--in-flight", "--in-flight=0"),
        bad(RefreshCost::new, "multiple of 8", "--size=30"),
        bad(SpeedTable::new, "--row", run, tiny, "--row=euler-a:20"),
        bad(SpeedTable::new, "--row", run, tiny, "--row=ddim:20/never"),
        bad(SpeedTable::new, "--run", tiny),
        bad(SpeedTable::new, NO_GPU, "--cuda=0", run, "--folder=" + none),
        bad(SpeedTable::new, "--resamples", run, tiny, "--resamples=0"),
        bad(Table1::new, "--extractor: expected an ONNX graph", tiny, "--out=" + out),
        bad(StepSpeed::new, "--guide", "--guide=what"),
        bad(StepSpeed::new, "--models", "--models=" + none),
        bad(StepSpeed::new, NO_GPU, "--cuda=0", "--guide=identity", "--models=" + empty),
        bad(TrainingSpeed::new, "--stage", "--stage=Z"),
        bad(TrainingSpeed::new, "--size: expected 16", "--size=33", "--threads=1"),
        fails(Convergence::new, none, "--out=" + none + "/chart.png"),
        bad(SamplerError::new, "--models"),
        bad(SamplerError::new, "--calls", "--models=" + empty, "--calls=3"),
        bad(SamplingMemory::new, "--every", "--batch=3", "--every=10"),
        fails(SamplingMemory::new, "x.onnx", "--models=" + empty));
  }

  /** Options that have no say, or that say too little. */
  static Stream<Mistake> options() {
    String none = "--folder=" + folder.resolve("none");
    String tiny = "--phantom=8";
    String files = ": expected with --manifest or --folder only";
    String listed = ": expected with --manifest only";
    return Stream.of(
        refused("--group" + listed, tiny, "--group=patient"),
        refused("--group" + listed, none, "--group=patient"),
        refused("--only" + listed, tiny, "--only=side=L"),
        refused("--columns" + listed, tiny, "--columns=a,b"),
        refused("--folders" + files, tiny, "--folders=a,b"),
        refused("--fit" + files, tiny, "--fit=PAD"),
        refused("--channels" + files, tiny, "--channels=RGB"),
        refused("--lesion-margins" + files, tiny, "--lesion-margins=1"),
        refused("--mask-..." + files, tiny, "--mask-tolerance=0.1"),
        refused("--mask-..." + files, tiny, "--mask-classes=0,1"),
        refused("--mask-..." + files, tiny, "--mask-from=ALPHA"),
        refused("--frame, --window" + files, tiny, "--frame=1"),
        refused("--frame, --window" + files, tiny, "--window=1"),
        refused("--lesion-diameter", none, "--lesion-diameter=9"),
        refused("--zoom: expected LEAST,MOST with", none, "--around-lesions"),
        refused("--zoom: expected LEAST,MOST with", none, "--lines=1"),
        refused("--zoom: expected LEAST,MOST, found [1.0]", none, "--zoom=1"),
        refused("leastZoom", none, "--zoom=2,1"),
        refused("--lesion-diameter", none, "--zoom=1,2", "--lesion-diameter=-1"),
        refused("lines", none, "--zoom=1,2", "--lines=0"),
        refused("--zoom: expected pairs of files", tiny, "--zoom=1,2"),
        refused("--lesion-margins [1.0]", none, "--zoom=1,2", "--lesion-margins=1"),
        refused("noise schedule", tiny, "--schedule=curve(9)"),
        refused("--weighting", tiny, "--weighting=MUCH"),
        refused("--logit-normal: expected MEAN,", tiny, "--logit-normal=1"),
        refused("--log-normal-sigma: expected", tiny, "--log-normal-sigma=1"),
        refused("expected one of", tiny, "--logit-normal=0,1", "--log-normal-sigma=0,1"));
  }

  /** A training that is done in a second, should it not be refused. */
  private static Mistake refused(String named, String... options) {
    String tiny =
        "--steps-x=1 --steps-y=0 --batch=1 --size=16 --width=8 --groups=4 --multipliers=1";
    List<String> all = new ArrayList<>(List.of(tiny.split(" ")));
    all.add("--run=" + folder.resolve("run"));
    all.addAll(List.of(options));
    return new Mistake(Train::new, 2, named, all);
  }

  @ParameterizedTest
  @MethodSource("options")
  void optionsWithoutASayAreRefused(Mistake mistake) {
    mistakes(mistake);
    assertTrue(!Files.exists(folder.resolve("run/checkpoints")), "nothing was trained");
  }

  /** The embedded pair has one channel of masks and one of images. */
  @Test
  void programsAskForDataOfTheModelsChannels() throws IOException {
    Path models = Files.createDirectories(folder.resolve("models"));
    for (String model : List.of("x.onnx", "y.onnx")) {
      try (InputStream embedded = Quickstart.class.getResourceAsStream("/phantom-64/" + model)) {
        Files.write(models.resolve(model), embedded.readAllBytes());
      }
    }
    for (int pair = 0; pair < 4; pair++) {
      BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
      BufferedImage mask = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
      for (int i = 0; i < 64 * 64; i++) {
        image.getRaster().setSample(i % 64, i / 64, 0, 20 + i * 7 % 200 + pair);
        mask.getRaster().setSample(i % 64, i / 64, 0, i / 64 > 30 && i % 64 > 30 ? 255 : 0);
      }
      write(image, "images", pair);
      write(mask, "masks", pair);
    }
    String data = "--folder=" + folder;
    String out = "--out=" + folder.resolve("evaluated");
    String pair = "--models=" + models;
    mistakes(
        bad(
            Evaluate::new,
            "pair of models: expected masks of as many channels as the data has, 2, found 1; --mask",
            data,
            pair,
            out,
            "--mask-classes=0,255"));
    mistakes(
        bad(
            Evaluate::new,
            "pair of models: expected images of as many channels as the data has, 3, found 1; --mask-classes and"
                + " --channels",
            data,
            pair,
            out,
            "--channels=RGB"));
    mistakes(
        bad(
            Variety::new,
            "pair of models: expected masks of as many channels as the data has, 2, found 1",
            data,
            pair,
            "--mask-classes=0,255"));
    assertTrue(!Files.exists(folder.resolve("evaluated")), "nothing was written");
  }

  private static void write(BufferedImage image, String kind, int number) throws IOException {
    Path file = Files.createDirectories(folder.resolve(kind)).resolve(number + ".png");
    assertTrue(ImageIO.write(image, "png", file.toFile()));
  }

  @ParameterizedTest
  @MethodSource
  void mistakes(Mistake mistake) {
    Told told = Told.by(mistake.program().get(), mistake.arguments().toArray(String[]::new));
    String all = String.join("\n", told.lines());
    assertEquals(mistake.status(), told.status(), all);
    String name = Program.commandLine(mistake.program().get()).getCommandName();
    assertTrue(told.lines().get(0).startsWith(name + ": "), all);
    assertTrue(all.contains(mistake.named()), mistake.named() + " is not named in: " + all);
    assertTrue(!all.contains("\tat ") && !all.contains("cannot convert"), all);
    // The faults of files are listed, one a line.
    assertTrue(told.lines().stream().skip(1).allMatch(line -> line.startsWith("  ")), all);
  }
}
