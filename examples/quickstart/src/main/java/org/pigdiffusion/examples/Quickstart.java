package org.pigdiffusion.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.pigdiffusion.ImageSize;
import org.pigdiffusion.Role;
import org.pigdiffusion.examples.common.DeviceOption;
import org.pigdiffusion.examples.common.EmbeddedPair;
import org.pigdiffusion.examples.common.MethodOption;
import org.pigdiffusion.examples.common.OptionValues;
import org.pigdiffusion.examples.common.Program;
import org.pigdiffusion.examples.common.SizeOption;
import org.pigdiffusion.examples.common.StepBar;
import org.pigdiffusion.onnx.Device;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.picture.ContactSheet;
import org.pigdiffusion.picture.SamplingJob;
import org.pigdiffusion.picture.Shard;
import org.pigdiffusion.picture.TrajectoryStrip;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.Preset;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.sampler.TrajectoryPoint;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Samples pairs of images and masks with models that come with it, or with others. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Samples image-mask pairs and writes PNG files, a contact sheet and a manifest.",
      "After a stop or a kill, the same command goes on where it was."
    })
public final class Quickstart implements Callable<Integer> {
  private static final int BATCH = 8;
  private static final int STRIP_COLUMNS = 8;
  private static final int MOST_SHOWN = 64;

  /** Which pair of models samples: one of the two is said at most. */
  static final class Models {
    @Option(
        names = "--embedded",
        description = "which of the embedded pairs of models: ${COMPLETION-CANDIDATES}")
    EmbeddedPair embedded = EmbeddedPair.PHANTOMS;

    @Option(
        names = "--models",
        converter = OptionValues.ExistingFolder.class,
        description = "folder of another trained pair")
    Path folder;

    OnnxPair open(Device device) {
      return embedded.unless(folder, settings -> settings.device(device));
    }
  }

  @ArgGroup private Models models = new Models();

  @Mixin private DeviceOption where = new DeviceOption();

  @Option(
      names = "--out",
      description = "folder to write to; what a run that was stopped left there goes on")
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

  @Option(
      names = "--shard",
      converter = OptionValues.PartOfJob.class,
      description = "which part of the pairs, such as 2/8; each part has a folder of its own")
  private Shard shard = Shard.whole();

  @Mixin private MethodOption how = new MethodOption(Preset.fast().method());

  @Option(
      names = "--refresh",
      converter = OptionValues.Refresh.class,
      description = "when model x is called again, such as every(4)")
  private GuideRefresh refresh = GuideRefresh.always();

  @Mixin private SizeOption sizes = new SizeOption();

  @Option(names = "--seed", description = "seed of the noise")
  private long seed = 7;

  /** Runs the program. */
  public static void main(String[] args) {
    Program.main(new Quickstart(), args);
  }

  @Override
  public Integer call() throws IOException {
    where.require();
    try (OnnxPair pair = models.open(where.device())) {
      Optional.ofNullable(pair.card(Role.Y).provenance().get("data"))
          .ifPresent(data -> System.out.println("The models learnt from " + data));
      sizes.told(pair).ifPresent(System.out::println);
      int evaluations = how.method().on(pair.schedule()).evaluations();
      SamplingJob.Builder parts =
          SamplingJob.builder(request(sizes.of(pair), evaluations), out).shard(shard);
      long begin = parts.build().firstIndex();
      SamplingJob job = parts.onBatch(batch -> writeStripOfFirst(batch, begin)).build();
      long batches = (job.pairs() - 1) / BATCH + 1;
      try (StepBar bar = new StepBar("sampling", evaluations * batches)) {
        job.run(pair.sampler(), bar);
      }
      int classes = pair.y().spec().conditionChannels();
      tell(job, writeSheet(job, classes), ContactSheet.legend(classes));
    }
    return 0;
  }

  private void tell(SamplingJob job, int shown, String legend) {
    System.out.printf(
        "%s has %d pairs; contact-sheet.png shows %s: %s.%n",
        out.toAbsolutePath(),
        job.pairs(),
        shown < job.pairs() ? "the first " + shown : "them all",
        legend);
  }

  /** The first pairs, from their files: an earlier run may have written them. */
  private int writeSheet(SamplingJob job, int classes) throws IOException {
    WrittenPairs written = new WrittenPairs(out, classes);
    int shown = (int) Math.min(MOST_SHOWN, job.pairs());
    ContactSheet.of(4, 2)
        .draw(written.read(job.firstIndex(), shown))
        .writePng(out.resolve("contact-sheet.png"));
    return shown;
  }

  private SamplingRequest request(ImageSize size, int evaluations) {
    return SamplingRequest.builder()
        .count(pairs)
        .firstIndex(first)
        .seed(seed)
        .batchSize(BATCH)
        .size(size.height(), size.width())
        .method(how.method())
        .guideRefresh(refresh)
        .trajectoryEvery(Math.max(1, evaluations / STRIP_COLUMNS))
        .build();
  }

  /** x0hat above y0hat along the evaluations, as in the paper's Fig. 3, of the first pair. */
  private void writeStripOfFirst(PairBatch batch, long index) {
    if (batch.firstIndex() != index) {
      return;
    }
    List<TrajectoryPoint> points = batch.trajectory();
    try {
      new TrajectoryStrip(STRIP_COLUMNS + 1, 2)
          .draw(
              points.stream().map(TrajectoryPoint::xClean).toList(),
              points.stream().map(TrajectoryPoint::yClean).toList(),
              0)
          .writePng(out.resolve("steps.png"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
