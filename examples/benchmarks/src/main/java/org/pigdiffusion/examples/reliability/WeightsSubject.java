package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.safetensors.NetworkFile;
import org.pigdiffusion.unet.InitialWeights;
import org.pigdiffusion.unet.UNet;

/** A safetensors file of a network and its weights. */
final class WeightsSubject implements Subject {
  @Override
  public List<Path> make(Path folder) throws IOException {
    Path file = folder.resolve("good.safetensors");
    new NetworkFile(
            TinyModels.network(), InitialWeights.of(new UNet(TinyModels.network()), 1), Map.of())
        .write(file);
    return List.of(file);
  }

  @Override
  public Object read(Path file) {
    NetworkFile read = NetworkFile.read(file);
    return List.of(read.config(), new UNet(read.config()).parameterCount());
  }

  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof BackendException;
  }
}
