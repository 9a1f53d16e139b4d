package org.pigdiffusion.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.onnx.internal.write.UNetGraph;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.UNetProperties;

/**
 * Writes a U-Net as one ONNX file that describes itself.
 *
 * <p>Inputs are {@code noisy [N,c,H,W]}, {@code condition [N,k,H,W]} (absent if the network is
 * unconditional) and {@code time [N]}, all float32; the output is {@code prediction [N,c,H,W]}. N,
 * H and W are free, H and W multiples of {@link UNetConfig#downsamplingFactor}. The weights are in
 * the file under the names of the PyTorch network, save the projections of the time embedding that
 * are added to a map before each of its channels is normalised by itself: the normalisation takes
 * them away again. Those stored as float16 have these names too, and a Cast after them. {@link
 * org.pigdiffusion.model.ModelCard} travels in the file's {@code metadata_props}.
 *
 * <p>The file is of opset 17. Of this graph ONNX Runtime makes one and the same optimised graph
 * whether it is declared as opset 13 or 22, so the declared number costs no speed; an older one
 * opens in older runtimes, and from 17 on all of them are widely supported. What newer opsets add
 * and what would fit, {@code GroupNormalization}, runs slower than the {@code
 * InstanceNormalization} that is written here.
 */
public final class UNetOnnxWriter {
  private UNetOnnxWriter() {}

  /**
   * Writes a model. The file appears whole or not at all: it is written under another name beside
   * its place, flushed to the disk, and renamed. A file that was there is replaced.
   *
   * @throws IllegalArgumentException if the weights exceed the 2 GiB that an ONNX file may hold
   * @throws IOException if it cannot be written; nothing is left behind then
   */
  public static void write(Path file, TrainedModel model) throws IOException {
    write(file, model, WeightStorage.FLOAT32);
  }

  /** Writes a model with its weights stored as said, else as {@link #write(Path, TrainedModel)}. */
  public static void write(Path file, TrainedModel model, WeightStorage storage)
      throws IOException {
    ModelProto proto = proto(model, storage, Map.of());
    AtomicFile.write(file, proto::writeTo);
  }

  /**
   * A model as the bytes of its file.
   *
   * @throws IllegalArgumentException if the weights exceed the 2 GiB that an ONNX file may hold
   */
  public static byte[] bytes(TrainedModel model) {
    return proto(model, WeightStorage.FLOAT32, Map.of()).toByteArray();
  }

  /** The model as a protobuf message, with properties beyond those of the card. */
  static ModelProto proto(
      TrainedModel model, WeightStorage storage, Map<String, String> moreProperties) {
    Map<String, String> properties = new LinkedHashMap<>(model.card().toProperties());
    properties.putAll(UNetProperties.of(model.config()));
    properties.putAll(moreProperties);
    return UNetGraph.model(model.config(), model.weights(), storage.precision(), properties);
  }
}
