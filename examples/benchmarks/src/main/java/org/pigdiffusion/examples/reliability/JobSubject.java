package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.picture.SamplingJob;
import org.pigdiffusion.picture.Shard;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;

/**
 * The settings and the lists of sampling jobs: one that was interrupted and goes on, and one in two
 * shards that are joined.
 */
final class JobSubject implements Subject {
  private static final SamplingRequest REQUEST =
      SamplingRequest.builder()
          .count(6)
          .batchSize(2)
          .size(TinyModels.SIDE, TinyModels.SIDE)
          .method(Ddim.ofSteps(1))
          .seed(5)
          .build();
  private static final List<String> SHARDS = List.of("1/2", "2/2");

  private Path begun = Path.of("");
  private List<Path> shards = List.of();
  private final Map<Path, Object> good = new HashMap<>();
  private Optional<OnnxPair> models = Optional.empty();

  @Override
  public List<Path> make(Path folder) throws IOException {
    begun = folder.resolve("begun");
    shards = List.of(folder.resolve("shard-1"), folder.resolve("shard-2"));
    Path saved = folder.resolve("models");
    TinyModels.save(saved, 1);
    // Open to the end of the process: to open them takes longer than to sample.
    OnnxPair pair = OnnxPair.open(saved);
    models = Optional.of(pair);
    for (int i = 0; i < shards.size(); i++) {
      SamplingJob.builder(REQUEST, shards.get(i))
          .shard(Shard.parse(SHARDS.get(i)))
          .build()
          .run(pair.sampler());
    }
    SamplingJob.builder(REQUEST, begun)
        .onBatch(
            batch -> {
              if (batch.firstIndex() == 2) {
                Thread.currentThread().interrupt();
              }
            })
        .build()
        .run(pair.sampler());
    Thread.interrupted();
    return Stream.of(
            begun.resolve("job.json"),
            begun.resolve("manifest.jsonl"),
            begun.resolve("manifest.jsonl"),
            shards.get(0).resolve("job.json"),
            shards.get(1).resolve("manifest.json"))
        .toList();
  }

  @Override
  public byte[] damaged(Path file, byte[] whole, Random random) {
    return TextMutation.of(whole, random);
  }

  /** The files of the finished job. */
  @Override
  public Object read(Path file) throws IOException {
    Map<String, String> files = file.startsWith(begun) ? goOn() : join();
    good.putIfAbsent(file, files);
    return files;
  }

  private Map<String, String> join() throws IOException {
    Path joined = begun.resolveSibling("joined");
    SamplingJob.join(shards, joined);
    return files(joined);
  }

  private Map<String, String> goOn() throws IOException {
    SamplingJob.builder(REQUEST, begun).build().run(models.orElseThrow().sampler());
    return files(begun);
  }

  private static Map<String, String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      Map<String, String> files = new TreeMap<>();
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (file.endsWith("job.json")) {
          continue; // its words may be spaced otherwise
        }
        files.put(
            folder.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
      return files;
    }
  }

  /**
   * Pictures and lists are those of a job that nothing happened to: of one that is not, the damaged
   * batches are sampled anew, or it is refused. What device a pair was computed on stands nowhere
   * else.
   */
  @Override
  public boolean isWhatItSays(Path file, Object read) {
    return withoutDevices(read).equals(withoutDevices(good.getOrDefault(file, Map.of())));
  }

  private static String withoutDevices(Object files) {
    return files.toString().replaceAll("\\.device\": *\"[^\"]*\"", "");
  }

  @Override
  public boolean isNamed(Path file, String message) {
    return message.contains("job.json")
        || message.contains("manifest")
        || message.contains("folder")
        || message.contains("shard");
  }

  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof IOException
        || (fault instanceof IllegalArgumentException && !(fault instanceof NumberFormatException));
  }
}
