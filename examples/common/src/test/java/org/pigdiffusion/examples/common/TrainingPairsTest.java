package org.pigdiffusion.examples.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Shape;
import org.pigdiffusion.data.InvalidDataException;
import org.pigdiffusion.data.Split;
import org.pigdiffusion.trainer.PairSource;
import picocli.CommandLine;

/** The options that read files of all kinds. */
class TrainingPairsTest {
  @TempDir Path folder;

  private void write(String name, int width, int height, int type, Color lesion)
      throws IOException {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    if (name.startsWith("images")) {
      for (int x = 0; x < width; x++) {
        graphics.setColor(new Color(40 + x, 40 + x, 40 + x));
        graphics.drawLine(x, 0, x, height);
      }
    }
    graphics.setColor(lesion);
    graphics.fillOval(width / 4, height / 4, width / 2, height / 2);
    graphics.dispose();
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    assertTrue(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()));
  }

  private void pairs(int width, int height, int imageType, String maskEnd) throws IOException {
    for (int i = 0; i < 4; i++) {
      Color bright = new Color(240 - 20 * i, 200 - 20 * i, 200);
      write("images/" + i + ".png", width, height, imageType, bright);
      write("masks/" + i + maskEnd, width, height, BufferedImage.TYPE_BYTE_GRAY, Color.WHITE);
    }
  }

  private Shape read(String... options) {
    String[] all =
        Stream.concat(Stream.of("--size=16", "--validation=0.25"), Arrays.stream(options))
            .toArray(String[]::new);
    Split.Parts parts = CommandLine.populateCommand(new TrainingPairs(), all).load();
    assertEquals(4, parts.training().size() + parts.validation().size());
    return parts.training().example(0).x().shape();
  }

  private void assertRefused(String word, String... options) {
    InvalidDataException e = assertThrows(InvalidDataException.class, () -> read(options));
    assertTrue(String.valueOf(e.getMessage()).contains(word), e.getMessage());
  }

  @Test
  void masksSavedAsJpegAreReadWithATolerance() throws IOException {
    pairs(32, 32, BufferedImage.TYPE_BYTE_GRAY, ".jpg");
    assertRefused("MaskEncoding.nearlyBinary", "--folder=" + folder);
    assertEquals(new Shape(1, 1, 16, 16), read("--folder=" + folder, "--mask-tolerance=0.5"));
  }

  @Test
  void imagesThatAreNotSquareArePaddedWhenAskedFor() throws IOException {
    pairs(48, 32, BufferedImage.TYPE_BYTE_GRAY, ".png");
    assertRefused("Fit.PAD", "--folder=" + folder);
    assertEquals(new Shape(1, 1, 16, 16), read("--folder=" + folder, "--fit=PAD"));
  }

  @Test
  void colourImagesAreReadAsGreyWhenAskedFor() throws IOException {
    pairs(32, 32, BufferedImage.TYPE_INT_RGB, ".png");
    assertRefused("ImageChannels.LUMINANCE", "--folder=" + folder);
    read("--folder=" + folder, "--channels=LUMINANCE");
  }

  @Test
  void aManifestMayNameItsFilesWithTheirFoldersOrWithout() throws IOException {
    pairs(32, 32, BufferedImage.TYPE_BYTE_GRAY, ".png");
    Path manifest =
        Files.write(
            folder.resolve("m.csv"),
            List.of(
                "image,classes",
                "images/0.png,masks/0.png",
                "images/1.png,masks/1.png",
                "2.png,2.png",
                "3.png,3.png"));
    assertEquals(
        new Shape(1, 2, 16, 16),
        read("--manifest=" + manifest, "--columns=image,classes", "--mask-classes=0,255"));
  }

  /** Else images of one patient would be on both sides of the split. */
  @Test
  void theNamesOfAFolderTellThePatients() throws IOException {
    pairs(32, 32, BufferedImage.TYPE_BYTE_GRAY, ".png");
    for (String sub : List.of("images/", "masks/")) {
      for (int i = 0; i < 4; i++) {
        Files.move(
            folder.resolve(sub + i + ".png"), folder.resolve(sub + i / 2 + "_" + i + ".png"));
      }
    }
    List<String> groups = groups("--folder=" + folder, "--group-pattern=^([0-9]+)_");
    assertEquals(2, groups.size());
    assertEquals(groups.get(0), groups.get(1));
    assertRefused(
        "expected a group in the stem '0_0'", "--folder=" + folder, "--group-pattern=(z)");
    for (String other : List.of("--phantom=4", "--manifest=m.csv")) {
      assertEquals(
          "--group-pattern: expected with --folder only, found another source of pairs",
          assertThrows(IllegalArgumentException.class, () -> read(other, "--group-pattern=(z)"))
              .getMessage());
    }
    String remedy =
        assertThrows(
                IllegalArgumentException.class, () -> read("--folder=" + folder, "--group=patient"))
            .getMessage();
    assertTrue(String.valueOf(remedy).contains("with --folder, --group-pattern finds"), remedy);
  }

  /** The groups of the half that is learnt from. */
  private static List<String> groups(String folder, String pattern) {
    TrainingPairs pairs = new TrainingPairs();
    new CommandLine(pairs).parseArgs("--size=16", "--validation=0.5", folder, pattern);
    PairSource training = pairs.load().training();
    return IntStream.range(0, training.size()).mapToObj(i -> training.example(i).group()).toList();
  }

  @Test
  void ofAPathOthersAreToldTheLastPartAlone() {
    assertEquals("pairs of my-data", named("--folder=" + folder.resolve("my-data/.")));
    assertEquals("pairs of all.csv", named("--manifest=" + folder.resolve("all.csv")));
    assertEquals("4 breast phantoms of seed 1 at 64", named("--phantom=4"));
  }

  private static String named(String option) {
    return CommandLine.populateCommand(new TrainingPairs(), option).named();
  }

  @Test
  void islandsAreRemovedAtTheSizeOfTheTraining() throws IOException {
    pairs(32, 32, BufferedImage.TYPE_BYTE_GRAY, ".png");
    read("--folder=" + folder, "--remove-islands=40");
    assertRefused("fewer than 65 are removed", "--folder=" + folder, "--remove-islands=65");
    assertThrows(IllegalArgumentException.class, () -> read("--phantom=4", "--remove-islands=5"));
  }

  @Test
  void optionsThatContradictEachOtherAreRefused() throws IOException {
    pairs(32, 32, BufferedImage.TYPE_BYTE_GRAY, ".png");
    assertThrows(
        IllegalArgumentException.class,
        () -> read("--folder=" + folder, "--mask-classes=0,255", "--mask-tolerance=0.1"));
    assertThrows(
        IllegalArgumentException.class, () -> read("--folder=" + folder, "--folders=images"));
  }
}
