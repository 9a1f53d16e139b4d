package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ObjectArrays;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.examples.common.HeldOut;
import org.pigdiffusion.examples.common.Program;
import picocli.CommandLine;

/** Runs the programs that compare pairs, on little data. */
class EvaluateTest {
  @TempDir Path folder;

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
  void evaluateComparesWithTheTrainingPairs() throws IOException {
    run(
        new Evaluate(),
        "--phantom=8",
        "--size=64",
        "--validation=0.25",
        "--models=" + Path.of("../common/src/main/resources/phantom-64"),
        "--pairs=2",
        "--method=ddim:2",
        "--out=" + folder);
    assertEquals(
        Set.of(
            "evaluation.json", "mask-area.png", "measured", "nearest-distance.png", "nearest.png"),
        names(folder));
    JsonObject whole =
        JsonParser.parseString(Files.readString(folder.resolve("evaluation.json")))
            .getAsJsonObject();
    assertEquals("all that is not background", whole.get("masks compared by").getAsString());
    assertEquals(HeldOut.NOT_KNOWN.sentences(), whole.get("held-out pairs").getAsString());
    JsonObject sampled = whole.getAsJsonObject("sampled pairs against training pairs");
    assertEquals(2, sampled.get("pairs").getAsInt());
    assertEquals(
        Set.of("MASK_AREA_DISTANCE", "MASK_COUNT_DISTANCE"),
        sampled.getAsJsonObject("quantities").keySet());
  }

  /** Beside an earlier result, without the options that it was made with. */
  private String refusalBeside(String result) throws IOException {
    Path file = Files.writeString(folder.resolve("evaluation.json"), result);
    String refusal = refusal("--out=" + folder);
    assertEquals(result, Files.readString(file));
    assertEquals(Set.of("evaluation.json"), names(folder));
    return refusal;
  }

  private static String refusal(String... more) {
    StringWriter errors = new StringWriter();
    CommandLine line = Program.commandLine(new Evaluate()).setErr(new PrintWriter(errors));
    String[] models = {"--phantom=8", "--models=../common/src/main/resources/phantom-64"};
    assertEquals(2, line.execute(ObjectArrays.concat(models, more, String.class)));
    return errors.toString();
  }

  @Test
  void aClassThatMasksDoNotHaveIsNotCounted() {
    String refusal = refusal("--count-class=1", "--out=" + folder.resolve("none"));
    assertTrue(refusal.startsWith("evaluate: --count-class: expected none"), refusal);
    assertTrue(Files.notExists(folder.resolve("none")));
  }

  @Test
  void figuresOfAnEarlierCallAreNotLost() throws IOException {
    String earlier = "{'sampled pairs against training pairs': {'quantities': {'%s': {}}}}";
    String features = refusalBeside(earlier.formatted("FRECHET_DISTANCE").replace('\'', '"'));
    assertTrue(features.startsWith("evaluate: --extractor: expected as before"), features);
    String alignment = refusalBeside(earlier.formatted("ALIGNMENT").replace('\'', '"'));
    assertTrue(alignment.startsWith("evaluate: --segmenter-steps: expected"), alignment);
    String other = refusalBeside("[not one of ours");
    assertTrue(other.startsWith("evaluate: --out: expected a result of this"), other);
    String ofClass = refusalBeside("{\"masks compared by\": \"class 2 alone\"}");
    assertTrue(ofClass.startsWith("evaluate: --count-class: expected as before"), ofClass);
    assertTrue(ofClass.contains("by class 2 alone, which would be lost"), ofClass);
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
}
