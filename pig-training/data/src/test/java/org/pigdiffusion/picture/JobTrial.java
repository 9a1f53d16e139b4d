package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.sampler.Threshold;
import org.pigdiffusion.scheduler.Ddim;

/** A small job for tests, also as a process that can be killed. */
final class JobTrial {
  private static final int KILLED_PAIRS = 180;

  private JobTrial() {}

  static SamplingRequest.Builder request(long count) {
    return SamplingRequest.builder()
        .firstIndex(9)
        .count(count)
        .batchSize(3)
        .size(8, 8)
        .seed(7)
        .method(Ddim.ofSteps(2));
  }

  /** What the killed process samples. */
  static SamplingRequest killed() {
    return request(KILLED_PAIRS).build();
  }

  static PairedSampler sampler() {
    return sampler(Threshold.absolute(0));
  }

  static PairedSampler sampler(Threshold threshold) {
    return PairedSampler.builder()
        .x(FunctionDenoiser.pointwise(1, 1))
        .y(FunctionDenoiser.pointwise(1, 1))
        .schedule(NoiseSchedule.paper())
        .guide(GuideTransform.binary(threshold))
        .build();
  }

  /** The bytes of all files but the lock, by path. */
  static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes.put(
            folder.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    bytes.remove(".job.lock");
    return bytes;
  }

  /** Runs a job of 11 pairs, or a part of it. */
  static void run(Path out, Shard shard) throws IOException {
    SamplingJob.builder(request(11).build(), out).shard(shard).build().run(sampler());
  }

  /** The message of a run that is refused and touches nothing. */
  static String refusal(Path out) throws IOException {
    Map<String, String> before = files(out);
    IOException e = assertThrows(IOException.class, () -> run(out, Shard.whole()));
    assertEquals(before, files(out), "nothing is touched");
    return String.valueOf(e.getMessage());
  }

  /** Goes on with the job in a folder, slowly enough to be killed at any moment. */
  public static void main(String[] arguments) throws IOException {
    SamplingJob.builder(killed(), Path.of(arguments[0]))
        .onBatch(batch -> Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(10)))
        .build()
        .run(sampler());
  }

  /** A job that stops after so many batches. */
  static void begin(int batches, Path out) throws IOException {
    List<PairBatch> seen = new ArrayList<>();
    SamplingJob job =
        SamplingJob.builder(request(11).build(), out)
            .onBatch(
                batch -> {
                  seen.add(batch);
                  if (seen.size() == batches) {
                    Thread.currentThread().interrupt();
                  }
                })
            .build();
    SamplingJob.Outcome outcome = job.run(sampler());
    assertTrue(Thread.interrupted(), "the flag stays");
    assertEquals(new SamplingJob.Outcome(3L * batches, 11), outcome);
    assertFalse(outcome.isFinished());
  }
}
