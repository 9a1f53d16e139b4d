package org.pigdiffusion.examples.reliability;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.onnx.OnnxDenoiser;

/** A model's prediction for one input, by the library and by ONNX Runtime alone. */
final class PlainModel {
  private static final float NOISY = 0.25f;
  private static final float CONDITION = -0.5f;
  private static final int TIME = 40;

  private PlainModel() {}

  /** The library's. */
  static int predicted(Path file) {
    try (OnnxDenoiser model = OnnxDenoiser.open(file)) {
      Shape shape = new Shape(1, model.spec().channels(), TinyModels.SIDE, TinyModels.SIDE);
      Tensor condition =
          Tensor.filled(shape.withChannels(model.spec().conditionChannels()), CONDITION);
      Tensor prediction = model.predict(Tensor.filled(shape, NOISY), condition, TIME);
      return Arrays.hashCode(prediction.toArray());
    }
  }

  /** The engine's, of a model of one channel and one of its condition. */
  static int computed(Path file) throws IOException {
    OrtEnvironment engine = OrtEnvironment.getEnvironment();
    try (OrtSession session = engine.createSession(file.toString())) {
      Map<String, OnnxTensor> inputs = new HashMap<>();
      long[] shape = {1, 1, TinyModels.SIDE, TinyModels.SIDE};
      inputs.put("noisy", tensor(engine, shape, NOISY));
      inputs.put("condition", tensor(engine, shape, CONDITION));
      inputs.put("time", tensor(engine, new long[] {1}, TIME));
      inputs.keySet().retainAll(session.getInputNames());
      try (OrtSession.Result result = session.run(inputs)) {
        float[] values = new float[TinyModels.SIDE * TinyModels.SIDE];
        ((OnnxTensor) result.get(0)).getFloatBuffer().get(values);
        return Arrays.hashCode(values);
      } finally {
        inputs.values().forEach(OnnxTensor::close);
      }
    } catch (OrtException e) {
      throw new IOException(e);
    }
  }

  private static OnnxTensor tensor(OrtEnvironment engine, long[] shape, float value)
      throws OrtException {
    float[] values = new float[(int) (shape.length == 1 ? 1 : shape[2] * shape[3])];
    Arrays.fill(values, value);
    return OnnxTensor.createTensor(engine, FloatBuffer.wrap(values), shape);
  }
}
