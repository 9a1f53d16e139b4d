package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.onnx.OnnxDenoiser;

/** An ONNX model that describes itself; each that is opened predicts once. */
final class ModelSubject implements Subject {
  @Override
  public List<Path> make(Path folder) throws IOException {
    Path pair = folder.resolve("pair");
    TinyModels.save(pair, 1);
    return List.of(pair.resolve("y.onnx"));
  }

  @Override
  public Object read(Path file) {
    try (OnnxDenoiser model = OnnxDenoiser.open(file)) {
      Shape shape = new Shape(1, model.spec().channels(), TinyModels.SIDE, TinyModels.SIDE);
      Tensor noisy = Tensor.filled(shape, 0.25f);
      Tensor condition = Tensor.filled(shape.withChannels(model.spec().conditionChannels()), -0.5f);
      return Arrays.hashCode(model.predict(noisy, condition, 40).toArray());
    }
  }

  /** A model of other channels than this program asks for refuses the tensors. */
  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof BackendException
        || (fault instanceof IllegalArgumentException
            && fault.getStackTrace()[0].getClassName().startsWith("org.pigdiffusion"));
  }
}
