package org.pigdiffusion.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.onnx.OnnxDenoiser;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import picocli.CommandLine;

/** Runs the program as its users do, on little data. */
class SegmentationTest {
  @Test
  void segmentationTrainsWithAndWithoutSampledPairs() {
    run(
        new Segmentation(),
        "--real=4",
        "--sampled=4",
        "--test=4",
        "--method=ddim:2",
        "--training-steps=2",
        "--runs=1");
  }

  private static void run(Object program, String... arguments) {
    assertEquals(0, new CommandLine(program).execute(arguments));
  }
}
