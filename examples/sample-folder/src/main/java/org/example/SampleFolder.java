package org.example;

import java.io.IOException;
import java.nio.file.Path;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.picture.SamplingJob;
import org.pigdiffusion.sampler.SamplingRequest;

/** Samples 16 pairs with the models of a folder, and writes them to another: no more than that. */
public final class SampleFolder {
  private SampleFolder() {}

  /**
   * Runs the program.
   *
   * @param args the folder with x.onnx and y.onnx, and the folder to write to
   */
  public static void main(String[] args) throws IOException {
    SamplingRequest request = SamplingRequest.builder().count(16).seed(7).build();
    try (OnnxPair models = OnnxPair.open(Path.of(args[0]))) {
      SamplingJob.builder(request, Path.of(args[1])).build().run(models.sampler());
    }
  }
}
