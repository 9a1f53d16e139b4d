package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.sampler.Threshold;
import org.pigdiffusion.scheduler.Ddim;
import org.pigdiffusion.scheduler.TimeGrid;

/** Folders that a {@link SamplingJob} does not go on in. */
class SamplingJobRefusalTest {
  private static final SamplingRequest REQUEST = JobTrial.request(11).build();

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void nameFolder() {
    out = folder.resolve("pairs");
  }

  private static SamplingJob.Outcome run(SamplingRequest request, Path out) throws IOException {
    return SamplingJob.builder(request, out).build().run(JobTrial.sampler());
  }

  @Test
  void aChangedRequestOrModelIsRefusedByName() throws IOException {
    JobTrial.begin(1, out);
    SamplingRequest same = JobTrial.request(11).trajectoryEvery(1).build();
    assertRefused("seed(8)", JobTrial.request(11).seed(8), "noise: now keyed(8), there keyed(7)");
    assertRefused("count", JobTrial.request(12), "count: now 12, there 11");
    assertRefused("first", JobTrial.request(11).firstIndex(0), "firstIndex: now 0, there 9");
    assertRefused("batch", JobTrial.request(11).batchSize(4), "batchSize: now 4, there 3");
    assertRefused("size", JobTrial.request(11).size(8, 16), "size: now 8x16, there 8x8");
    assertRefused(
        "refresh",
        JobTrial.request(11).guideRefresh(GuideRefresh.every(2)),
        "guideRefresh: now every(2), there always");
    Tensor guides = Tensor.zeros(new Shape(11, 1, 8, 8)).map(zero -> -1f);
    assertRefused("fixedX", JobTrial.request(11).fixedX(guides), "fixedX: now ");
    assertRefused("start", JobTrial.request(11).start(guides, guides), "start: now given ");
    IllegalArgumentException model =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                SamplingJob.builder(REQUEST, out)
                    .build()
                    .run(JobTrial.sampler(Threshold.absolute(0.5f))));
    assertTrue(model.getMessage().contains("; guide: now "), model.getMessage());
    SamplingJob half = SamplingJob.builder(REQUEST, out).shard(new Shard(1, 2)).build();
    IllegalArgumentException shard =
        assertThrows(IllegalArgumentException.class, () -> half.run(JobTrial.sampler()));
    assertTrue(shard.getMessage().contains("shard: now 1/2, there 1/1"), shard.getMessage());
    assertTrue(run(same, out).isFinished());
    Path undivided = folder.resolve("undivided");
    run(REQUEST, undivided);
    assertEquals(
        JobTrial.files(undivided), JobTrial.files(out), "the refused ones changed nothing");
  }

  /** A grid of the user's own, whose times its {@code toString} does not tell. */
  private record Own(double first) implements TimeGrid {
    @Override
    public List<Double> times(int steps, NoiseSchedule schedule) {
      return List.of(first, 0.0);
    }

    @Override
    public String description() {
      return "own(" + first + ")";
    }

    @Override
    public String toString() {
      return "own";
    }
  }

  @Test
  void anotherGridOfTheUsersOwnIsRefusedAndTheSameGoesOn() throws IOException {
    run(JobTrial.request(11).method(Ddim.ofSteps(2).withGrid(new Own(900))).build(), out);
    assertRefused(
        "grid",
        JobTrial.request(11).method(Ddim.ofSteps(2).withGrid(new Own(500))),
        "method: now ddim@own(500.0):2, there ddim@own(900.0):2");
    assertTrue(
        run(JobTrial.request(11).method(Ddim.ofSteps(2).withGrid(new Own(900))).build(), out)
            .isFinished());
  }

  private void assertRefused(String what, SamplingRequest.Builder other, String difference) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> run(other.build(), out), what);
    assertTrue(refused.getMessage().contains(difference), refused.getMessage());
    assertTrue(refused.getMessage().contains("choose another folder"), refused.getMessage());
  }

  @Test
  void aFolderOfAnythingElseIsRefused() throws IOException {
    Files.createDirectories(out.resolve("images"));
    IOException pictures = assertThrows(IOException.class, () -> run(REQUEST, out));
    assertTrue(pictures.getMessage().contains("found images without job.json"));
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("job.json"), "{\"format\": \"2\"}");
    IOException newer = assertThrows(IOException.class, () -> run(REQUEST, other));
    assertTrue(newer.getMessage().contains("format: expected 1, found 2"), newer.getMessage());
    Files.writeString(other.resolve("job.json"), "[]");
    assertThrows(IOException.class, () -> run(REQUEST, other));
    Path finished = folder.resolve("finished");
    run(REQUEST, finished);
    IOException writer = assertThrows(IOException.class, () -> PairWriter.open(finished));
    assertTrue(writer.getMessage().contains("sampling job"), writer.getMessage());
    Files.delete(finished.resolve("masks/000010.png"));
    IOException gone = assertThrows(IOException.class, () -> run(REQUEST, finished));
    assertTrue(gone.getMessage().contains("000010.png: expected a picture"), gone.getMessage());
  }

  @Test
  void aSecondJobInTheFolderIsRefused() throws IOException {
    List<IOException> refused = new ArrayList<>();
    SamplingJob.builder(REQUEST, out)
        .onBatch(batch -> refused.add(assertThrows(IOException.class, () -> run(REQUEST, out))))
        .build()
        .run(JobTrial.sampler());
    assertEquals(4, refused.size());
    String message = String.valueOf(refused.get(0).getMessage());
    assertTrue(message.contains("found another running job; wait"), message);
    assertTrue(run(REQUEST, out).isFinished(), "free again");
  }
}
