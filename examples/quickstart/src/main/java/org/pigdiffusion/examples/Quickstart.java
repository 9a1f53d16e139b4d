package org.pigdiffusion.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.examples.common.DeviceOption;
import org.pigdiffusion.examples.common.EmbeddedPair;
import org.pigdiffusion.examples.common.MethodOption;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.StepBar;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.picture.ContactSheet;
import org.pigdiffusion.picture.PairWriter;
import org.pigdiffusion.picture.TrajectoryStrip;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.Preset;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.sampler.TrajectoryPoint;
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
  private static final int MOST_SHOWN = 64;

  @Mixin private DeviceOption where = new DeviceOption();

  @Option(
      names = "--models",
      converter = OptionValues.ExistingFolder.class,
      description = "folder of a trained pair; the embedded one if absent")
  private Path models;

  @Option(names = "--out", description = "folder to write to")
  private Path out = Path.of("quickstart-pairs");

  @Option(
      names = "--pairs",
      converter = OptionValues.Positive.class,
      description = "number of pairs")
  private int pairs = 16;

  @Option(
      names = "--first",
      converter = OptionValues.Index.class,
      description = "number of the first pair")
  private long first;

  @Mixin private MethodOption how = new MethodOption(Preset.fast().method());

  @Option(
      names = "--refresh",
      converter = OptionValues.Refresh.class,
      description = "when model x is called again, such as every(4)")
  private GuideRefresh refresh = GuideRefresh.always();

  @Option(
      names = "--size",
      converter = OptionValues.Positive.class,
      description = "height and width")
  private int size = 64;

  @Option(names = "--seed", description = "seed of the noise")
  private long seed = 7;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Quickstart(), args);
  }

  @Override
  public Integer call() throws IOException {
    List<PairBatch.Pair> shown = new ArrayList<>();
    try (OnnxPair pair = EmbeddedPair.unless(models, settings -> settings.device(where.device()))) {
      int evaluations = how.method().on(pair.schedule()).evaluations();
      try (StepBar bar = new StepBar("sampling", (long) evaluations * batches());
          Stream<PairBatch> batches = pair.sampler().sample(request(evaluations), bar);
          PairWriter writer = PairWriter.open(out)) {
        for (PairBatch batch : (Iterable<PairBatch>) batches::iterator) {
          writer.write(batch);
          if (shown.isEmpty()) {
            writeStrip(batch.trajectory());
          }
          batch.pairs().stream().limit(MOST_SHOWN - shown.size()).forEach(shown::add);
        }
      }
    }
    writeSheet(shown);
    System.out.printf(
        "Wrote %d pairs to %s; contact-sheet.png shows %s.%n",
        pairs,
        out.toAbsolutePath(),
        shown.size() < pairs ? "the first " + shown.size() : "them all");
    return 0;
  }

  private void writeSheet(List<PairBatch.Pair> shown) throws IOException {
    ContactSheet.of(4, 2)
        .draw(
            Tensor.concatBatch(shown.stream().map(PairBatch.Pair::annotation).toList()),
            Tensor.concatBatch(shown.stream().map(PairBatch.Pair::image).toList()))
        .writePng(out.resolve("contact-sheet.png"));
  }

  private SamplingRequest request(int evaluations) {
    return SamplingRequest.builder()
        .count(pairs)
        .firstIndex(first)
        .seed(seed)
        .batchSize(BATCH)
        .size(size, size)
        .method(how.method())
        .guideRefresh(refresh)
        .trajectoryEvery(Math.max(1, evaluations / STRIP_COLUMNS))
        .build();
  }

  /** x0hat above y0hat along the evaluations, as in the paper's Fig. 3, of the first pair. */
  private void writeStrip(List<TrajectoryPoint> points) throws IOException {
    new TrajectoryStrip(STRIP_COLUMNS + 1, 2)
        .draw(
            points.stream().map(TrajectoryPoint::xClean).toList(),
            points.stream().map(TrajectoryPoint::yClean).toList(),
            0)
        .writePng(out.resolve("steps.png"));
  }

  private int batches() {
    return (pairs - 1) / BATCH + 1;
  }
}
