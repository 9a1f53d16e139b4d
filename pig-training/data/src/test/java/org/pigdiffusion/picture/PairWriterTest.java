package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairBatch;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.Provenance;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.sampler.Threshold;
import org.pigdiffusion.scheduler.Ddim;

class PairWriterTest {
  @TempDir Path folder;

  private static List<PairBatch> batches(int masks, GuideTransform guide) {
    SamplingRequest request =
        SamplingRequest.builder()
            .firstIndex(9)
            .count(3)
            .batchSize(2)
            .size(4, 6)
            .seed(7)
            .method(Ddim.ofSteps(2))
            .build();
    PairedSampler sampler =
        PairedSampler.builder()
            .x(FunctionDenoiser.pointwise(masks, 1))
            .y(FunctionDenoiser.pointwise(1, masks))
            .schedule(NoiseSchedule.paper())
            .guide(guide)
            .build();
    try (Stream<PairBatch> batches = sampler.sample(request)) {
      return batches.toList();
    }
  }

  private void write(List<PairBatch> batches) throws IOException {
    try (PairWriter writer = PairWriter.open(folder)) {
      for (PairBatch batch : batches) {
        writer.write(batch);
      }
      assertFalse(Files.exists(folder.resolve("manifest.json")), "not before it is whole");
    }
  }

  private BufferedImage read(String file) throws IOException {
    return ImageIO.read(folder.resolve(file).toFile());
  }

  @Test
  void everyPairIsTwoFilesAndAnEntry() throws IOException {
    List<PairBatch> batches = batches(1, GuideTransform.binary(Threshold.absolute(0)));
    write(batches);
    JsonArray manifest =
        JsonParser.parseString(Files.readString(folder.resolve("manifest.json"))).getAsJsonArray();
    assertEquals(3, manifest.size());
    JsonObject last = manifest.get(2).getAsJsonObject();
    assertEquals(11, last.get("index").getAsLong());
    assertEquals("images/000011.png", last.get("image").getAsString());
    assertEquals("masks/000011.png", last.get("mask").getAsString());
    Map<String, String> written = new HashMap<>();
    last.getAsJsonObject("provenance")
        .entrySet()
        .forEach(entry -> written.put(entry.getKey(), entry.getValue().getAsString()));
    assertEquals(batches.get(1).provenance(), Provenance.fromProperties(written));
    PairBatch.Pair pair = batches.get(1).pairs().get(0);
    BufferedImage image = read("images/000011.png");
    BufferedImage mask = read("masks/000011.png");
    assertEquals(List.of(6, 4), List.of(image.getWidth(), image.getHeight()));
    for (int i = 0; i < 24; i++) {
      int row = i / 6;
      int column = i % 6;
      double grey = (Math.min(1, Math.max(-1, pair.image().at(0, 0, row, column))) + 1) * 127.5;
      assertEquals(grey, image.getRaster().getSample(column, row, 0), 0.51);
      assertEquals(
          pair.annotation().at(0, 0, row, column) > 0 ? 255 : 0,
          mask.getRaster().getSample(column, row, 0));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(3, files.count());
    }
  }

  @Test
  void aSecondPairOfOneNumberIsRefused() throws IOException {
    List<PairBatch> batches = batches(1, GuideTransform.binary(Threshold.absolute(0)));
    try (PairWriter writer = PairWriter.open(folder)) {
      writer.write(batches.get(1));
      byte[] image = Files.readAllBytes(folder.resolve("images/000011.png"));
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> writer.write(batches.get(1)));
      assertTrue(String.valueOf(e.getMessage()).contains("a second pair 11"), e.getMessage());
      assertArrayEquals(image, Files.readAllBytes(folder.resolve("images/000011.png")));
      writer.write(batches.get(0));
    }
    assertEquals(
        3,
        JsonParser.parseString(Files.readString(folder.resolve("manifest.json")))
            .getAsJsonArray()
            .size());
  }

  @Test
  void noManifestOfBeforeTellsOfReplacedPictures() throws IOException {
    List<PairBatch> batches = batches(1, GuideTransform.binary(Threshold.absolute(0)));
    write(batches);
    write(batches); // which looks for it before it closes
    assertTrue(Files.exists(folder.resolve("manifest.json")));
  }

  @Test
  void masksOfSeveralClassesAreWrittenAsClasses() throws IOException {
    List<PairBatch> batches = batches(3, GuideTransform.classes(3));
    write(batches);
    PairBatch.Pair pair = batches.get(0).pairs().get(0);
    BufferedImage expected = Picture.ofMask(pair.annotation()).toBufferedImage();
    BufferedImage found = read("masks/000009.png");
    for (int column = 0; column < 6; column++) {
      assertEquals(
          expected.getRaster().getSample(column, 1, 0), found.getRaster().getSample(column, 1, 0));
    }
  }

  @Test
  void aFileInThePlaceOfTheFolderIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThrows(IOException.class, () -> PairWriter.open(file));
  }
}
