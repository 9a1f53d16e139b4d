package org.pigdiffusion.examples;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.TrainingPairs;
import org.pigdiffusion.picture.ContactSheet;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Draws sampled pairs above real ones. Nobody chooses: they are the first that were sampled, and
 * held-out ones at equal distances in their order.
 */
@Command(
    name = "beside-real",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Draws sampled pairs above held-out real ones, each with its caption.")
public final class BesideReal implements Callable<Integer> {
  private static final int COLUMNS = 4;
  private static final int FACTOR = 2;
  private static final int CAPTION = 36;

  @Mixin private TrainingPairs data = new TrainingPairs();

  @Option(
      names = "--sampled",
      required = true,
      converter = OptionValues.ExistingFolder.class,
      description = "folder of pairs that the quick start wrote")
  private Path sampled;

  @Option(
      names = "--pairs",
      converter = OptionValues.Positive.class,
      description = "so many sampled pairs, and as many real ones")
  private int pairs = 12;

  @Option(names = "--out", description = "PNG file to write")
  private Path out = Path.of("beside-real.png");

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new BesideReal(), args);
  }

  @Override
  public Integer call() throws IOException {
    PairSource real = data.load().validation();
    if (real.size() < pairs) {
      throw new IllegalArgumentException(
          "--pairs: expected at most the %d held-out pairs, found %d"
              .formatted(real.size(), pairs));
    }
    List<PairExample> shown =
        IntStream.range(0, pairs)
            .mapToObj(i -> real.example((int) ((long) i * real.size() / pairs)))
            .toList();
    int classes = shown.get(0).x().shape().channels();
    BufferedImage above = sheet(new WrittenPairs(sampled, classes).read(0, pairs));
    BufferedImage below = sheet(shown);
    ImageIO.write(stacked("sampled", above, "real", below), "png", out.toFile());
    System.out.println("Written " + out.toAbsolutePath());
    return 0;
  }

  private static BufferedImage sheet(List<PairExample> some) {
    return ContactSheet.of(COLUMNS, FACTOR).draw(some).toBufferedImage();
  }

  private static BufferedImage stacked(
      String first, BufferedImage above, String second, BufferedImage below) {
    int height = above.getHeight() + below.getHeight() + 2 * CAPTION;
    BufferedImage all = new BufferedImage(above.getWidth(), height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = all.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, all.getWidth(), height);
    pen.setColor(Color.BLACK);
    pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 26));
    pen.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    pen.drawString(first, 6, CAPTION - 9);
    pen.drawImage(above, 0, CAPTION, null);
    pen.drawString(second, 6, CAPTION + above.getHeight() + CAPTION - 9);
    pen.drawImage(below, 0, above.getHeight() + 2 * CAPTION, null);
    pen.dispose();
    return all;
  }
}
