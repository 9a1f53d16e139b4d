package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.scheduler.Ddim;

/** The folder of a pair, one file of which is damaged; each that is opened samples once. */
final class PairSubject implements Subject {
  private static final List<String> FILES = List.of("x.onnx", "y.onnx");

  @Override
  public List<Path> make(Path folder) throws IOException {
    TinyModels.save(folder, 1);
    return FILES.stream().map(folder::resolve).toList();
  }

  @Override
  public byte[] damaged(Path file, byte[] whole, Random random) {
    return OnnxMutation.of(whole, random);
  }

  @Override
  public Object read(Path file) {
    SamplingRequest one =
        SamplingRequest.builder()
            .size(TinyModels.SIDE, TinyModels.SIDE)
            .method(Ddim.ofSteps(2))
            .seed(5)
            .build();
    try (OnnxPair pair = OnnxPair.open(file.resolveSibling(""));
        Stream<PairBatch> batches = pair.sampler().sample(one)) {
      PairBatch batch = batches.findFirst().orElseThrow();
      return List.of(batch.x(), batch.y());
    }
  }

  /** The engine alone computes from the two files what the library does. */
  @Override
  public boolean isWhatItSays(Path file, Object read) throws IOException {
    for (String name : FILES) {
      Path model = file.resolveSibling(name);
      if (!Files.exists(model) || PlainModel.predicted(model) != PlainModel.computed(model)) {
        return false;
      }
    }
    return true;
  }

  /** What a network computes is refused by the checksum that the file has now. */
  @Override
  public boolean isNamed(Path file, String message) {
    return message.contains(file.getFileName().toString())
        || message.startsWith("model X of ")
        || message.startsWith("model Y of ");
  }

  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof BackendException;
  }
}
