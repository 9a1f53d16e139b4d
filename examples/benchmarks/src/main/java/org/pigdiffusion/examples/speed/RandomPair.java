package org.pigdiffusion.examples.speed;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pigdiffusion.PredictionType;
import org.pigdiffusion.Role;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.onnx.UNetOnnxWriter;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;
import org.pigdiffusion.unet.UNetConfig;

/** The paper's networks on random weights: as fast and as large as a trained pair. */
final class RandomPair {
  private RandomPair() {}

  static OnnxPair open() throws IOException {
    Path folder = Files.createTempDirectory("random-pair");
    try {
      UNetConfig x = UNetConfig.reference(1, 1);
      write(folder.resolve("x.onnx"), Role.X, x);
      write(folder.resolve("y.onnx"), Role.Y, x.mirrored());
      return OnnxPair.open(folder);
    } finally {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private static void write(Path file, Role role, UNetConfig config) throws IOException {
    ModelCard card =
        ModelCard.builder(role, config, NoiseSchedule.paper())
            .prediction(PredictionType.VELOCITY)
            .build();
    UNetOnnxWriter.write(
        file,
        new TrainedModel(
            config, InitialWeights.of(new UNet(config), role == Role.X ? 0 : 1), card));
  }
}
