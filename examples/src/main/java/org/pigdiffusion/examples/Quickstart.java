package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.sampler.TrajectoryPoint;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.training.picture.ContactSheet;
import org.pigdiffusion.training.picture.TrajectoryStrip;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Samples pairs of breast-phantom slices and lesion masks with the models that come with it. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Samples image-mask pairs and writes PNG files, a contact sheet and a manifest.")
public final class Quickstart implements Callable<Integer> {
  private static final int BATCH = 8;
  private static final int STRIP_COLUMNS = 8;

  @Mixin private DeviceOption where = new DeviceOption();

  @Option(names = "--models", description = "folder of a trained pair; the embedded one if absent")
  private Path models;

  @Option(names = "--out", description = "folder to write to")
  private Path out = Path.of("quickstart-pairs");

  @Option(names = "--pairs", description = "number of pairs")
  private int pairs = 16;

  @Option(names = "--first", description = "number of the first pair")
  private long first;

  @Option(
      names = "--method",
      converter = MethodText.class,
      defaultValue = MethodText.DEFAULT,
      description = "how to sample: " + MethodText.FORM + ", such as unipc:20")
  private SamplingMethod method;

  @Option(names = "--refresh", description = "when model x is called again, such as every(4)")
  private String refresh = "always";

  @Option(names = "--size", description = "height and width")
  private int size = 64;

  @Option(names = "--seed", description = "seed of the noise")
  private long seed = 7;

  /** Runs the program. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Quickstart()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    List<Tensor> masks = new ArrayList<>();
    List<Tensor> images = new ArrayList<>();
    PairWriter writer = new PairWriter(out);
    try (OnnxPair pair = EmbeddedPair.unless(models, settings -> settings.device(where.device()))) {
      int steps = method.on(pair.schedule()).steps();
      try (StepBar bar = new StepBar("sampling", (long) steps * batches());
          Stream<PairBatch> batches = pair.sampler().sample(request(steps), bar)) {
        for (PairBatch batch : (Iterable<PairBatch>) batches::iterator) {
          writer.write(batch);
          if (images.isEmpty()) {
            writeStrip(batch.trajectory());
          }
          masks.add(batch.annotation());
          images.add(batch.y());
        }
      }
    }
    ContactSheet.of(4, 2)
        .draw(Tensor.concatBatch(masks), Tensor.concatBatch(images))
        .writePng(out.resolve("contact-sheet.png"));
    System.out.println("Wrote " + pairs + " pairs to " + out.toAbsolutePath());
    return 0;
  }

  private SamplingRequest request(int steps) {
    return SamplingRequest.builder()
        .count(pairs)
        .firstIndex(first)
        .seed(seed)
        .batchSize(BATCH)
        .size(size, size)
        .method(method)
        .guideRefresh(GuideRefresh.parse(refresh))
        .trajectoryEvery(Math.max(1, steps / STRIP_COLUMNS))
        .build();
  }

  /** x0hat above y0hat along the steps, as in the paper's Fig. 3, of the first pair. */
  private void writeStrip(List<TrajectoryPoint> steps) throws IOException {
    new TrajectoryStrip(STRIP_COLUMNS + 1, 2)
        .draw(
            steps.stream().map(TrajectoryPoint::xClean).toList(),
            steps.stream().map(TrajectoryPoint::yClean).toList(),
            0)
        .writePng(out.resolve("steps.png"));
  }

  private int batches() {
    return (pairs - 1) / BATCH + 1;
  }
}
