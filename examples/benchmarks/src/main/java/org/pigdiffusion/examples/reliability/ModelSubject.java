package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.pigdiffusion.BackendException;

/** An ONNX model that describes itself; each that is opened predicts once. */
final class ModelSubject implements Subject {
  @Override
  public List<Path> make(Path folder) throws IOException {
    Path pair = folder.resolve("pair");
    TinyModels.save(pair, 1);
    return List.of(pair.resolve("y.onnx"));
  }

  @Override
  public byte[] damaged(Path file, byte[] whole, Random random) {
    return OnnxMutation.of(whole, random);
  }

  @Override
  public Object read(Path file) {
    return PlainModel.predicted(file);
  }

  /** The engine alone computes the same from it. */
  @Override
  public boolean isWhatItSays(Path file, Object read) throws IOException {
    return read.equals(PlainModel.computed(file));
  }

  /** Of an input that the model does not take, it is the input that is named. */
  @Override
  public boolean isNamed(Path file, String message) {
    return message.contains(file.getFileName().toString())
        || message.startsWith("noisy")
        || message.startsWith("condition");
  }

  /** A model of other channels than this program asks for refuses the tensors. */
  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof BackendException
        || (fault instanceof IllegalArgumentException
            && fault.getStackTrace()[0].getClassName().startsWith("org.pigdiffusion"));
  }
}
