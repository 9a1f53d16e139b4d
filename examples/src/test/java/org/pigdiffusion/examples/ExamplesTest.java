package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.Provenance;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;
import picocli.CommandLine;

/** Runs the example programs as their users do, on little data. */
class ExamplesTest {
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
  void quickstartWritesPairsPicturesAndManifest() throws IOException {
    run(new Quickstart(), "--pairs=3", "--method=ddim:3", "--out=" + folder);

    assertEquals(Set.of("000000.png", "000001.png", "000002.png"), names(folder.resolve("images")));
    assertEquals(names(folder.resolve("images")), names(folder.resolve("masks")));
    BufferedImage image = ImageIO.read(folder.resolve("images/000001.png").toFile());
    assertEquals(64, image.getWidth());
    assertEquals(64, image.getHeight());
    assertTrue(Files.size(folder.resolve("contact-sheet.png")) > 0);
    assertTrue(Files.size(folder.resolve("steps.png")) > 0);
    JsonArray manifest =
        JsonParser.parseString(Files.readString(folder.resolve("manifest.json"))).getAsJsonArray();
    assertEquals(3, manifest.size());
    JsonObject last = manifest.get(2).getAsJsonObject();
    assertEquals(2, last.get("index").getAsLong());
    Map<String, String> written = new HashMap<>();
    last.getAsJsonObject("provenance")
        .entrySet()
        .forEach(entry -> written.put(entry.getKey(), entry.getValue().getAsString()));
    assertEquals(Ddim.ofSteps(3), Provenance.fromProperties(written).method());
  }

  @Test
  void aShardOfTheQuickstartHasTheSamePairs() throws IOException {
    Path all = folder.resolve("all");
    Path shard = folder.resolve("shard");
    run(new Quickstart(), "--pairs=3", "--method=ddim:2", "--out=" + all);
    run(new Quickstart(), "--pairs=1", "--first=2", "--method=ddim:2", "--out=" + shard);
    assertEquals(Set.of("000002.png"), names(shard.resolve("images")));
    assertClose(all.resolve("images/000002.png"), shard.resolve("images/000002.png"));
  }

  @Test
  void refreshCostComparesPolicies() {
    run(
        new RefreshCost(),
        "--pairs=2",
        "--batch=1",
        "--in-flight=2",
        "--method=ddim:2",
        "--size=32",
        "--policy=always",
        "--policy=every(2)");
  }

  @Test
  void trainExportsAPairThatQuickstartSamples() throws IOException {
    Path run = folder.resolve("run");
    run(new Train(), withRun(run, TINY_TRAINING));
    assertTrue(Files.size(run.resolve("loss.png")) > 0);
    assertTrue(Files.size(run.resolve("training-pairs.png")) > 0);

    Path pairs = folder.resolve("pairs");
    run(
        new Quickstart(),
        "--models=" + run.resolve("pair"),
        "--size=24",
        "--pairs=1",
        "--method=ddim:2",
        "--out=" + pairs);
    assertEquals(24, ImageIO.read(pairs.resolve("images/000000.png").toFile()).getWidth());
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
    run(new Train(), withRun(run, TINY_TRAINING));
    assertTrue(Files.exists(run.resolve("pair")));
  }

  @Test
  void evaluateComparesWithTheTrainingPairs() throws IOException {
    run(
        new Evaluate(),
        "--phantom=8",
        "--size=64",
        "--validation=0.25",
        "--models=" + Path.of("src/main/resources/phantom-64"),
        "--pairs=2",
        "--method=ddim:2",
        "--out=" + folder);
    assertEquals(
        Set.of(
            "evaluation.json", "mask-area.png", "measured", "nearest-distance.png", "nearest.png"),
        names(folder));
    JsonObject sampled =
        JsonParser.parseString(Files.readString(folder.resolve("evaluation.json")))
            .getAsJsonObject()
            .getAsJsonObject("sampled pairs against training pairs");
    assertEquals(2, sampled.get("pairs").getAsInt());
    assertEquals(
        Set.of("MASK_AREA_DISTANCE", "MASK_COUNT_DISTANCE"),
        sampled.getAsJsonObject("quantities").keySet());
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
  void segmentationTrainsWithAndWithoutSampledPairs() {
    run(
        new Segmentation(),
        "--real=4",
        "--sampled=4",
        "--test=4",
        "--method=ddim:2",
        "--training-steps=2",
        "--runs=1");
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

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Equal but for one grey level, by which the rounding of another batch size may differ. */
  private static void assertClose(Path expected, Path found) throws IOException {
    BufferedImage a = ImageIO.read(expected.toFile());
    BufferedImage b = ImageIO.read(found.toFile());
    for (int y = 0; y < a.getHeight(); y++) {
      for (int x = 0; x < a.getWidth(); x++) {
        assertEquals(a.getRaster().getSample(x, y, 0), b.getRaster().getSample(x, y, 0), 1);
      }
    }
  }
}
