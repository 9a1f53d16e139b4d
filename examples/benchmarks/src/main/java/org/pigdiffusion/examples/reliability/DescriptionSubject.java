package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.noise.NoiseSource;
import org.pigdiffusion.picture.Shard;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.scheduler.SamplingMethod;
import org.pigdiffusion.scheduler.Scheduler;

/**
 * Texts that describe a method, a schedule, a noise, a guide or a shard; each parser reads each.
 */
final class DescriptionSubject implements Subject {
  private static final NoiseSchedule PAPER = NoiseSchedule.paper();
  private static final List<UnaryOperator<String>> PARSERS =
      List.of(
          text -> SamplingMethod.parse(text).description(),
          text -> onPaper(SamplingMethod.parse(text)).description(),
          text -> NoiseSchedule.parse(text).description(),
          text -> NoiseSource.parse(text).description(),
          text -> GuideTransform.parse(text).description(),
          text -> GuideRefresh.parse(text).description(),
          text -> Shard.parse(text).toString());

  private static final List<String> GOOD =
      List.of(
          "ddpm(variance=fixedLarge)@leading:256:clamped",
          "dpm++2m(variant=heun,noise=sde)@exponential(0.033,500):20:dynamic(0.995,2)",
          "unipc(order=3,variant=bh1)@whole(karras(0.1,50)):12",
          "ddim(eta=0.5)@explicit(900,500,20):3",
          PAPER.description(),
          NoiseSource.keyed(7).description(),
          GuideTransform.clamped().description(),
          "2/8");

  @Override
  public List<Path> make(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String text : GOOD) {
      files.add(Files.writeString(folder.resolve("good-%d.txt".formatted(files.size())), text));
    }
    return files;
  }

  @Override
  public byte[] damaged(Path file, byte[] whole, Random random) {
    return TextMutation.of(whole, random);
  }

  /** What each parser made of it that did not refuse; if all did, the first refusal. */
  @Override
  public Object read(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<String> read = new ArrayList<>();
    List<IllegalArgumentException> refusals = new ArrayList<>();
    for (UnaryOperator<String> parser : PARSERS) {
      try {
        read.add(twice(parser, text));
      } catch (IllegalArgumentException e) {
        if (!isDocumented(e) || !isNamed(file, String.valueOf(e.getMessage()))) {
          throw e;
        }
        refusals.add(e);
      }
    }
    if (read.isEmpty()) {
      throw refusals.get(0);
    }
    return read;
  }

  private static SamplingMethod onPaper(SamplingMethod method) {
    Scheduler scheduler = method.on(PAPER);
    if (scheduler.evaluations() < method.steps()) {
      throw new IllegalStateException("fewer evaluations than steps: " + scheduler);
    }
    return method;
  }

  /** What was read describes itself in words that are read as the same. */
  private static String twice(UnaryOperator<String> parser, String text) {
    String once = parser.apply(text);
    try {
      if (parser.apply(once).equals(once)) {
        return once;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("refuses its own description: " + once, e);
    }
    throw new IllegalStateException("reads its own description as another: " + once);
  }

  /** That was seen when it was read. */
  @Override
  public boolean isWhatItSays(Path file, Object read) {
    return true;
  }

  /** There is no file in a text's own message, but what was expected. */
  @Override
  public boolean isNamed(Path file, String message) {
    return message.contains("expected");
  }

  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof IllegalArgumentException && !(fault instanceof NumberFormatException);
  }
}
