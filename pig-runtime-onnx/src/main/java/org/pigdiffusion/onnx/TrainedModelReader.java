package org.pigdiffusion.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.common.collect.ImmutableMap;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.onnx.internal.graph.ModelFile;
import org.pigdiffusion.onnx.internal.graph.ModelSource;
import org.pigdiffusion.onnx.internal.write.WrittenWeights;
import org.pigdiffusion.unet.UNetConfig;
import org.pigdiffusion.unet.UNetProperties;

/** Reads what {@link UNetOnnxWriter} has written. */
final class TrainedModelReader {
  private TrainedModelReader() {}

  static TrainedModel read(ModelSource source) {
    ModelFile file = ModelFile.read(source, ModelFile.CONSTANT_LIMIT);
    ModelCard card =
        file.card()
            .orElseThrow(
                () ->
                    ModelFile.fault(
                        source.name(), "expected a model of this library, found no card"));
    requireSettings(file);
    ModelProto proto = ModelFile.parse(source.name(), source.bytes());
    try {
      UNetConfig config = UNetProperties.read(file.properties());
      return new TrainedModel(config, WrittenWeights.of(config, proto), card);
    } catch (IllegalArgumentException e) {
      throw ModelFile.fault(source.name(), String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireSettings(ModelFile file) {
    ImmutableMap<String, String> properties = file.properties();
    if (properties.keySet().stream().noneMatch(name -> name.startsWith(UNetProperties.PREFIX))) {
      throw ModelFile.fault(
          file.name(),
          "expected the settings of its network, found none, as in files of earlier versions;"
              + " export it again from the folder of its run");
    }
  }
}
