package org.pigdiffusion.onnx.internal.write;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.common.collect.ImmutableMap;
import com.google.protobuf.ByteString;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pigdiffusion.unet.Parameter;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.Weights;

/** Reads the weights of a model that {@link UNetGraph} has written. */
public final class WrittenWeights {
  private WrittenWeights() {}

  /**
   * The weights of a network, as they were written: rounded, if as float16. Those that {@link
   * UNetGraph} leaves out have no effect and are 0.
   *
   * @throws IllegalArgumentException if the model does not hold all others as they were written
   */
  public static Weights of(UNetConfig config, ModelProto model) {
    UNet net = new UNet(config);
    requireRoomFor(net, model);
    Weights zeros = weights(net, parameter -> new float[parameter.size()]);
    Set<String> written =
        constants(UNetGraph.model(config, zeros, Precision.FLOAT32, Map.of())).keySet();
    Map<String, TensorProto> found = constants(model);
    return weights(
        net,
        parameter ->
            written.contains(parameter.name())
                ? values(parameter, found.get(parameter.name()))
                : new float[parameter.size()]);
  }

  /** Settings that claim far more than the file holds are found before memory is asked for. */
  private static void requireRoomFor(UNet net, ModelProto model) {
    long parameters = net.parameterCount();
    long held = model.getSerializedSize() / Short.BYTES;
    if (parameters / 2 > held) { // what is left out is less than what is written
      throw new IllegalArgumentException(
          "weights: expected those of its network, of %d parameters, found at most %d"
              .formatted(parameters, held));
    }
  }

  private static Weights weights(UNet net, Function<Parameter, float[]> values) {
    ImmutableMap.Builder<String, Weights.Array> arrays = ImmutableMap.builder();
    for (Parameter parameter : net.parameters()) {
      arrays.put(
          parameter.name(), Weights.Array.adopt(parameter.dimensions(), values.apply(parameter)));
    }
    return Weights.fitting(net, arrays.buildOrThrow());
  }

  private static Map<String, TensorProto> constants(ModelProto model) {
    Map<String, TensorProto> constants = new HashMap<>();
    for (TensorProto constant : model.getGraph().getInitializerList()) {
      if (constants.put(constant.getName(), constant) != null) {
        throw new IllegalArgumentException(
            "weights: expected constants of different names, found two of the name "
                + constant.getName());
      }
    }
    return constants;
  }

  /** The graph may have given them other dimensions, but the order of the values is the same. */
  private static float[] values(Parameter parameter, @Nullable TensorProto found) {
    if (found == null) {
      throw new IllegalArgumentException(
          "weights: expected a constant %s, found none; other software has changed the file"
              .formatted(parameter.name()));
    }
    ByteString data = found.getRawData();
    if (isOf(found, TensorProto.DataType.FLOAT16, (long) parameter.size() * Short.BYTES)) {
      return Float16.floats(data.asReadOnlyByteBuffer());
    }
    if (!isOf(found, TensorProto.DataType.FLOAT, (long) parameter.size() * Float.BYTES)) {
      throw new IllegalArgumentException(
          "weights: expected %s of %d values of FLOAT or FLOAT16, found %d bytes of %s; other software has changed the file"
              .formatted(
                  parameter.name(),
                  parameter.size(),
                  data.size(),
                  TensorProto.DataType.forNumber(found.getDataType())));
    }
    float[] values = new float[parameter.size()];
    data.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static boolean isOf(TensorProto found, TensorProto.DataType type, long bytes) {
    return found.getDataType() == type.getNumber() && found.getRawData().size() == bytes;
  }
}
