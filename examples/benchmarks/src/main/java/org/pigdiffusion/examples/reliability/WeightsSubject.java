package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
  public byte[] damaged(Path file, byte[] whole, Random random) {
    return PlainSafetensors.damaged(whole, random);
  }

  @Override
  public Object read(Path file) {
    NetworkFile read = NetworkFile.read(file);
    return List.of(read.config(), PlainSafetensors.values(read.weights().arrays()));
  }

  /** Another reader finds the same values. */
  @Override
  public boolean isWhatItSays(Path file, Object read) throws IOException {
    return PlainSafetensors.read(file).equals(((List<?>) read).get(1));
  }

  @Override
  public boolean isDocumented(Throwable fault) {
    return fault instanceof BackendException;
  }
}
