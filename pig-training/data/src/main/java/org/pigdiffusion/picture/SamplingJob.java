package org.pigdiffusion.picture;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingListener;
import org.pigdiffusion.sampler.SamplingRequest;

/**
 * Samples pairs into a folder, and goes on there after it was stopped or killed, at whatever
 * moment: no pair is lost, repeated or half-written. A job may be divided into shards, one for each
 * process or machine, each with a folder of its own; {@link #join} makes one folder of theirs.
 *
 * <pre>{@code
 * SamplingJob job = SamplingJob.builder(request, folder).shard(Shard.parse("2/8")).build();
 * SamplingJob.Outcome outcome = job.run(sampler); // again after a kill: it goes on
 * }</pre>
 *
 * <p>The folder is that of {@link PairWriter}: {@code images/}, {@code masks/} and {@code
 * manifest.json}, which appears when all pairs are done; until then {@code manifest.jsonl} has a
 * line for each pair that is. {@code job.json} says what the pairs depend on, and {@code .job.lock}
 * keeps other processes away while one is at work; the system frees it when that process ends.
 *
 * <p>A pair has the same bits in every division of a job and after every interruption, if the
 * engine and the device are the same: shards and runs end where batches end. On another device it
 * is the same within the rounding of the engine.
 *
 * <p>Memory, open files and threads do not grow with the number of pairs. Immutable; one run at a
 * time.
 */
public final class SamplingJob {
  /**
   * How far a job is.
   *
   * @param finishedPairs pairs that are done, by this run and earlier ones
   * @param pairs pairs of the job, or of its shard
   */
  public record Outcome(long finishedPairs, long pairs) {
    /** Whether all pairs are done; else the thread was interrupted. */
    public boolean isFinished() {
      return finishedPairs == pairs;
    }
  }

  private final SamplingRequest request;
  private final Path folder;
  private final Shard shard;
  private final Consumer<PairBatch> onBatch;
  private final long from;
  private final long pairs;

  private SamplingJob(Builder builder) {
    this.request = builder.request;
    this.folder = builder.folder;
    this.shard = builder.shard;
    this.onBatch = builder.onBatch;
    this.from = shard.from(request.count(), request.batchSize());
    this.pairs = shard.to(request.count(), request.batchSize()) - from;
    if (shard.count() > 1 && shard.count() > Shard.batches(request.count(), request.batchSize())) {
      throw new IllegalArgumentException(
          "shard: expected at most %d shards, since %d pairs are so many batches of %d, found %s"
              .formatted(
                  Shard.batches(request.count(), request.batchSize()),
                  request.count(),
                  request.batchSize(),
                  shard));
    }
  }

  /**
   * Starts a job.
   *
   * @param request all pairs, of all shards
   * @param folder where those of this job, or of its shard, go; made if it is missing
   */
  public static Builder builder(SamplingRequest request, Path folder) {
    return new Builder(request, folder);
  }

  /** Number of the first pair, of this shard. */
  public long firstIndex() {
    return request.firstIndex() + from;
  }

  /** Number of pairs, of this shard. */
  public long pairs() {
    return pairs;
  }

  /**
   * Samples what is missing. What is done is checked first, also if all is: the list of the pairs
   * against the job, and each picture's checksums. That another whole picture has taken a picture's
   * place is not found.
   *
   * <p>An interrupt of this thread ends it after the batch under way, which is kept, and the thread
   * stays interrupted. Drafts that a killed run left are removed first.
   *
   * @param listener told of progress, asked whether to stop; the pairs that it is told of include
   *     those of earlier runs
   * @return how far the job is now
   * @throws IOException if another job is writing to the folder, it is not one of a sampling job,
   *     its list is not that of this job, a picture is gone or damaged, or a file cannot be
   *     written; the batches before are kept
   * @throws IllegalArgumentException if the folder was begun with another request, shard or model,
   *     each difference by name, or the request does not fit the models
   * @throws org.pigdiffusion.sampler.SamplingCancelledException once the listener cancels; the
   *     batches before are kept
   */
  public Outcome run(PairedSampler sampler, SamplingListener listener) throws IOException {
    JobSettings settings = JobSettings.of(request, shard, sampler.provenance(request));
    try (JobFolder open = JobFolder.open(folder, settings, firstIndex(), pairs)) {
      if (open.finished() < pairs) {
        sample(sampler, listener, open);
      }
      return new Outcome(open.finished(), pairs);
    }
  }

  /** Samples what is missing, without a listener. */
  public Outcome run(PairedSampler sampler) throws IOException {
    return run(sampler, SamplingListener.silent());
  }

  private void sample(PairedSampler sampler, SamplingListener listener, JobFolder open)
      throws IOException {
    long done = open.finished();
    SamplingListener ofJob = new JobListener(listener, done, pairs);
    try (Stream<PairBatch> batches = sampler.sample(part(from + done, from + pairs), ofJob)) {
      Iterator<PairBatch> each = batches.iterator();
      while (!Thread.currentThread().isInterrupted() && each.hasNext()) {
        PairBatch batch = each.next();
        open.writePictures(batch);
        onBatch.accept(batch);
        open.add(batch);
      }
    }
  }

  /** The request for some of its pairs, which begin with a batch. */
  private SamplingRequest part(long begin, long end) {
    SamplingRequest.Builder part =
        request.toBuilder().firstIndex(request.firstIndex() + begin).count(end - begin);
    int first = (int) begin; // a tensor has no more images
    int last = (int) end;
    request
        .start()
        .ifPresent(start -> part.start(start.x().slice(first, last), start.y().slice(first, last)));
    request.fixedX().ifPresent(fixed -> part.fixedX(fixed.slice(first, last)));
    return part.build();
  }

  /**
   * Makes one folder of the finished folders of all shards: that of an undivided job, file for
   * file. It appears whole or not at all. The pictures are copied; the folders stay as they are.
   *
   * @param shards the folders, in any order
   * @param folder the new folder
   * @throws IOException if a folder is not that of a finished shard, with its list and pictures
   *     whole, the new one is there already or would lie within that of a shard, or a file cannot
   *     be read or written
   * @throws IllegalArgumentException if the shards are not those of one job, each difference by
   *     name, or one is missing
   */
  public static void join(List<Path> shards, Path folder) throws IOException {
    ShardJoin.of(shards).writeTo(folder);
  }

  /** Collects settings. Not safe to share between threads. */
  public static final class Builder {
    private final SamplingRequest request;
    private final Path folder;
    private Shard shard = Shard.whole();
    private Consumer<PairBatch> onBatch = batch -> {};

    private Builder(SamplingRequest request, Path folder) {
      this.request = requireNonNull(request, "request");
      this.folder = requireNonNull(folder, "folder");
    }

    /** Which part of the request's pairs; all unless set. */
    @CanIgnoreReturnValue
    public Builder shard(Shard part) {
      this.shard = requireNonNull(part, "shard");
      return this;
    }

    /**
     * Is given each batch when its pictures are written, before it counts as done: after a kill it
     * may be given a batch again, but it misses none.
     */
    @CanIgnoreReturnValue
    public Builder onBatch(Consumer<PairBatch> consumer) {
      this.onBatch = requireNonNull(consumer, "onBatch");
      return this;
    }

    /**
     * Builds the job. Touches no file.
     *
     * @throws IllegalArgumentException if there are more shards than batches
     */
    public SamplingJob build() {
      return new SamplingJob(this);
    }
  }
}
