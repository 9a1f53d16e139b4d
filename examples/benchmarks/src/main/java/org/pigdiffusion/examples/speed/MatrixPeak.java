package org.pigdiffusion.examples.speed;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.FloatBuffer;
import java.util.Map;
import org.pigdiffusion.BackendException;

/**
 * How fast the machine multiplies matrices of floats: the fastest of many products in ONNX Runtime,
 * of three sizes, since on different machines different ones fit the caches.
 */
final class MatrixPeak implements AutoCloseable {
  private static final int[] SIZES = {512, 1024, 2048};

  /** For each size, as long as it takes for some ten products of the middle one. */
  private static final long NANOS_A_SIZE = 100_000_000;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /** A session of its own; to be opened after the first model, which sets ONNX Runtime up. */
  MatrixPeak(int threads) {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      session = environment.createSession(product().toByteArray(), options);
    } catch (OrtException e) {
      throw new BackendException("the matrix product cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Billions of floating-point operations a second in the fastest product. */
  double gflops() {
    try {
      double fastest = 0;
      for (int size : SIZES) {
        fastest = Math.max(fastest, gflops(size));
      }
      return fastest;
    } catch (OrtException e) {
      throw new BackendException("the matrix product fails: " + e.getMessage(), e);
    }
  }

  private double gflops(int size) throws OrtException {
    float[] values = new float[size * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 - 3;
    }
    long[] shape = {size, size};
    try (OnnxTensor matrix =
        OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape)) {
      long begun = System.nanoTime();
      long shortest = Long.MAX_VALUE;
      while (System.nanoTime() - begun < NANOS_A_SIZE) {
        long start = System.nanoTime();
        session.run(Map.of("a", matrix, "b", matrix)).close();
        shortest = Math.min(shortest, System.nanoTime() - start);
      }
      return 2.0 * size * size * size / shortest;
    }
  }

  private static ModelProto product() {
    GraphProto.Builder graph =
        GraphProto.newBuilder()
            .setName("product")
            .addInput(matrix("a"))
            .addInput(matrix("b"))
            .addOutput(matrix("c"))
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("MatMul")
                    .addInput("a")
                    .addInput("b")
                    .addOutput("c"));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(graph)
        .build();
  }

  private static ValueInfoProto matrix(String name) {
    TensorShapeProto.Dimension free =
        TensorShapeProto.Dimension.newBuilder().setDimParam("n").build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(TensorShapeProto.newBuilder().addDim(free).addDim(free))))
        .build();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new BackendException("the matrix product cannot be closed: " + e.getMessage(), e);
    }
  }
}
