package org.pigdiffusion.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Role;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.examples.common.EmbeddedPair;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.phantom.BreastPhantom;
import org.pigdiffusion.picture.Picture;
import org.pigdiffusion.picture.PixelDepth;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import picocli.CommandLine;

/** Files that are made to be given away tell nothing of the folders of whoever made them. */
class UserPathsTest {
  private static final String SECRET = "MsMiller1964";

  @TempDir Path folder;

  @Test
  void noFileHoldsTheNameOfAFolderOrAnImage() throws IOException {
    Path data = writeData(folder.resolve(SECRET));
    Path run = folder.resolve("run");
    train(data, run);
    Path models = Files.move(run.resolve("pair"), folder.resolve(SECRET + "-models"));
    Path pairs = folder.resolve("pairs");
    run(new Quickstart(), "--models=" + models, "--pairs=1", "--out=" + pairs);
    assertTrue(Files.readString(pairs.resolve("job.json")).contains("16x16"), "the models' size");
    List<Path> written = new ArrayList<>();
    for (Path place : List.of(run, models, pairs)) {
      try (Stream<Path> files = Files.walk(place)) {
        files.filter(Files::isRegularFile).forEach(written::add);
      }
    }
    assertTrue(written.size() > 20, written.toString());
    for (Path file : written) {
      String content = new String(Files.readAllBytes(file), ISO_8859_1);
      assertFalse(content.contains(SECRET), file + " holds the name");
      assertFalse(content.contains(folder.getFileName().toString()), file + " holds the path");
    }
  }

  @Test
  void theCardTellsOfTheDataWhatTheUserSaysOfIt() throws IOException {
    Path data = writeData(folder.resolve(SECRET));
    train(data, folder.resolve("silent"));
    train(data, folder.resolve("told"), "--describe-data=eight phantoms");
    try (OnnxPair silent = OnnxPair.open(folder.resolve("silent/pair"));
        OnnxPair told = OnnxPair.open(folder.resolve("told/pair"))) {
      for (Role role : Role.values()) {
        assertFalse(silent.card(role).provenance().containsKey("data"));
        assertEquals("eight phantoms", told.card(role).provenance().get("data"));
      }
    }
  }

  @Test
  void theCardsOfThePhantomsTellHowManyAndTheirSeed() {
    assertEquals("4000 breast phantoms of seed 1 at 64", data(EmbeddedPair.PHANTOMS, Role.Y));
  }

  @Test
  void theCardsOfTheNucleiNameTheirSourceAndHowTheyLearnt() {
    for (Role role : Role.values()) {
      String data = data(EmbeddedPair.NUCLEI, role);
      for (String named :
          List.of(
              "BBBC038v1",
              "Caicedo et al. 2019",
              "doi 10.1038/s41592-019-0612-7",
              "CC0",
              "Train --manifest nuclei/manifest.csv")) {
        assertTrue(data.contains(named), named + " is not in: " + data);
      }
    }
  }

  private static String data(EmbeddedPair embedded, Role role) {
    try (OnnxPair pair = embedded.open(settings -> settings)) {
      return pair.card(role).provenance().get("data");
    }
  }

  /** What is downloaded with the examples; and no file tells where it was made. */
  @Test
  void theEmbeddedPairsAreSmallAndNameNoFolder() throws IOException {
    long bytes = 0;
    for (String folder : List.of("phantom-64", "nuclei-64")) {
      for (String model : List.of("x.onnx", "y.onnx")) {
        Path file = Path.of("../common/src/main/resources", folder, model);
        bytes += Files.size(file);
        String content = new String(Files.readAllBytes(file), ISO_8859_1);
        assertFalse(content.contains("/root"), file.toString());
        assertFalse(content.contains("/home"), file.toString());
      }
    }
    assertTrue(bytes <= 15_000_000, bytes + " bytes");
  }

  private static Path writeData(Path data) throws IOException {
    PairSource pairs = BreastPhantom.of(8, 1, 16);
    for (int i = 0; i < pairs.size(); i++) {
      PairExample pair = pairs.example(i);
      String name = SECRET + "-" + i + ".png";
      Tensor image = pair.y().clamp(-1, 1);
      Picture.ofImage(image, PixelDepth.EIGHT).writePng(data.resolve("images").resolve(name));
      Picture.ofMask(pair.x()).writePng(data.resolve("masks").resolve(name));
    }
    return data;
  }

  private static void train(Path data, Path run, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--folder=" + data,
                "--run=" + run,
                "--size=16",
                "--steps-x=1",
                "--steps-y=1",
                "--batch=2",
                "--validate-every=1",
                "--width=8",
                "--groups=4",
                "--multipliers=1",
                "--attention=0",
                "--validation=0.25"));
    options.addAll(List.of(more));
    run(new Train(), options.toArray(String[]::new));
  }

  private static void run(Object program, String... arguments) {
    assertEquals(0, new CommandLine(program).execute(arguments));
  }
}
