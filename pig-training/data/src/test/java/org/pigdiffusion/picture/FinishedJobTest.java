package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pigdiffusion.DenoiserSpec;
import org.pigdiffusion.SizeRule;
import org.pigdiffusion.contract.FunctionDenoiser;
import org.pigdiffusion.data.internal.PngChunks;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.sampler.GuideTransform;
import org.pigdiffusion.sampler.PairedSampler;
import org.pigdiffusion.sampler.SamplingRequest;
import org.pigdiffusion.sampler.Threshold;
import org.pigdiffusion.scheduler.Ddim;

/** What is done is not believed, but looked at. */
class FinishedJobTest {
  private static final List<Shard> HALVES = List.of(new Shard(1, 2), new Shard(2, 2));

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void nameFolder() {
    out = folder.resolve("pairs");
  }

  @ParameterizedTest
  @CsvSource({
    "keyed(7), keyed(8), 'pair 19: expected the provenance of the job, found differences: noise'",
    "\"index\": 19, \"index\": 18, image: expected images/000018.png",
    "images/000019.png, images/../x.png, image: expected images/000019.png",
    "], '', expected a list of pairs",
    "'  },', '  }', expected a list of pairs",
  })
  void aManifestThatWasEditedIsRefused(String part, String by, String fault) throws IOException {
    JobTrial.run(out, Shard.whole());
    Path manifest = out.resolve("manifest.json");
    String text = Files.readString(manifest);
    int at = text.lastIndexOf(part);
    assertTrue(at >= 0, text);
    Files.writeString(manifest, text.substring(0, at) + by + text.substring(at + part.length()));
    String said = JobTrial.refusal(out);
    assertTrue(said.startsWith(manifest + ": "), said);
    assertTrue(said.contains(fault), said);
    Files.writeString(manifest, text);
    JobTrial.run(out, Shard.whole());
  }

  @Test
  void aManifestOfOtherPairsIsRefused() throws IOException {
    JobTrial.run(out, Shard.whole());
    Path manifest = out.resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, "[]");
    assertTrue(JobTrial.refusal(out).contains("expected the pairs up to 19, found those before 9"));
    List<String> entries = List.of(text.strip().substring(1).split("(?<=\\n  })[,\\n]+"));
    assertEquals(12, entries.size(), "11 and the end");
    Files.writeString(manifest, "[" + String.join(",", entries.subList(0, 10)) + "]");
    assertTrue(
        JobTrial.refusal(out).contains("expected the pairs up to 19, found those before 19"));
    Files.writeString(
        manifest, "[" + String.join(",", entries.subList(0, 11)) + "," + entries.get(10) + "]");
    assertTrue(
        JobTrial.refusal(out).contains("expected no pair after that of number 19, found pair 19"));
    Files.writeString(manifest, "[" + entries.get(1) + "]");
    assertTrue(JobTrial.refusal(out).contains("expected pair 9, found pair 10"));
    for (String name : List.of("manifest.json", "images", "masks")) {
      AtomicFile.deleteTree(out.resolve(name));
    }
    JobTrial.run(out, Shard.whole()); // as the message says, anew
    assertEquals(text, Files.readString(manifest));
  }

  /** How a picture is damaged. */
  private static void damage(Path picture, String how) throws IOException {
    byte[] bytes = Files.readAllBytes(picture);
    Files.delete(picture);
    switch (how) {
      case "emptied" -> Files.createFile(picture);
      case "cut off" -> Files.write(picture, Arrays.copyOf(bytes, bytes.length - 1));
      case "one bit" -> {
        bytes[bytes.length - 20] ^= 1;
        Files.write(picture, bytes);
      }
      case "a folder" -> Files.createDirectory(picture);
      case "more bytes" -> Files.write(picture, Arrays.copyOf(bytes, bytes.length + 1));
      case "another size" ->
          ImageIO.write(
              new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile());
      case "colour" ->
          ImageIO.write(
              new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR), "png", picture.toFile());
      case "few pixels" -> Files.write(picture, withFewPixels(bytes));
      case "another format" -> Files.writeString(picture, "GIF89a and more");
      default -> assertEquals("gone", how);
    }
  }

  /** A PNG file whose header and checksums are right, and whose pixel data are cut off. */
  private static byte[] withFewPixels(byte[] png) throws IOException {
    ByteBuffer few = ByteBuffer.allocate(png.length).put(png, 0, PngChunks.SIGNATURE);
    PngChunks.read(
        png,
        (type, data, length) -> {
          int kept = type.equals("IDAT") ? length / 2 : length;
          ByteBuffer chunk = ByteBuffer.allocate(4 + kept);
          chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(png, data, kept);
          CRC32 sum = new CRC32();
          sum.update(chunk.array());
          few.putInt(kept).put(chunk.array()).putInt((int) sum.getValue());
        });
    return Arrays.copyOf(few.array(), few.position());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gone",
        "emptied",
        "cut off",
        "one bit",
        "a folder",
        "more bytes",
        "another size",
        "colour",
        "few pixels",
        "another format"
      })
  void aDamagedPictureIsRefused(String how) throws IOException {
    JobTrial.run(out, Shard.whole());
    Path finished = out.resolve("masks/000019.png");
    damage(finished, how);
    assertTrue(JobTrial.refusal(out).startsWith(finished + ": expected a "), JobTrial.refusal(out));

    Path begun = folder.resolve("begun");
    JobTrial.begin(2, begun);
    Path picture = begun.resolve("images/000012.png");
    damage(picture, how);
    assertTrue(
        JobTrial.refusal(begun).startsWith(picture + ": expected a "), JobTrial.refusal(begun));

    List<Path> shards = List.of(folder.resolve("1"), folder.resolve("2"));
    for (int i = 0; i < 2; i++) {
      JobTrial.run(shards.get(i), HALVES.get(i));
    }
    Path ofShard = shards.get(1).resolve("images/000019.png");
    damage(ofShard, how);
    Path joined = folder.resolve("joined");
    IOException e = assertThrows(IOException.class, () -> SamplingJob.join(shards, joined));
    assertTrue(e.getMessage().startsWith(ofShard + ": expected a "), e.getMessage());
    assertTrue(Files.notExists(joined));
  }

  /** Else each picture would be compared with itself. */
  @Test
  void aPictureOfAnotherSizeIsToldWhereTheModelSaysTheSize() throws IOException {
    DenoiserSpec sized = DenoiserSpec.builder(1, 1, "sized").size(SizeRule.fixed(8, 8)).build();
    PairedSampler sampler =
        PairedSampler.builder()
            .x(new FunctionDenoiser(sized, (noisy, condition, time) -> noisy))
            .y(new FunctionDenoiser(sized, (noisy, condition, time) -> noisy))
            .schedule(NoiseSchedule.paper())
            .guide(GuideTransform.binary(Threshold.absolute(0)))
            .build();
    SamplingRequest sizeless =
        SamplingRequest.builder().count(6).batchSize(3).method(Ddim.ofSteps(2)).build();
    SamplingJob job = SamplingJob.builder(sizeless, out).build();
    job.run(sampler);
    damage(out.resolve("masks/000004.png"), "another size");
    assertTrue(
        assertThrows(IOException.class, () -> job.run(sampler))
            .getMessage()
            .contains("is 8x16 and not 8x8 as " + out.resolve("masks/000000.png")));
  }

  /**
   * Each is compared with the first of its kind, also if that is in the folder of another shard.
   */
  @Test
  void aColourPictureInAGreyJobIsToldBesideTheFirst() throws IOException {
    JobTrial.run(out, Shard.whole());
    Path mask = out.resolve("masks/000012.png");
    damage(mask, "colour");
    assertEquals(
        mask
            + ": expected a picture that this job wrote, found one that has 3 channels and not 1 as "
            + out.resolve("masks/000009.png")
            + "; put it back, or choose another folder",
        JobTrial.refusal(out));

    List<Path> shards = List.of(folder.resolve("1"), folder.resolve("2"));
    for (int i = 0; i < 2; i++) {
      JobTrial.run(shards.get(i), HALVES.get(i));
    }
    for (int pair = 15; pair < 20; pair++) {
      damage(shards.get(1).resolve("images/0000" + pair + ".png"), "colour");
    }
    Path joined = folder.resolve("joined");
    IOException e = assertThrows(IOException.class, () -> SamplingJob.join(shards, joined));
    assertTrue(
        e.getMessage()
            .contains("3 channels and not 1 as " + shards.get(0).resolve("images/000009")),
        e.getMessage());
    assertTrue(Files.notExists(joined));
  }

  /** To read a pipe waits until another process writes to it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"job.json", "manifest.json", "manifest.jsonl", ".job.lock", "images/000009.png"})
  void aPipeIsRefusedAtOnce(String name) throws Exception {
    assumeTrue(!System.getProperty("os.name").startsWith("Windows"), "there are no such pipes");
    JobTrial.begin(1, out);
    Path pipe = out.resolve(name);
    Files.deleteIfExists(pipe);
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    IOException e =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> assertThrows(IOException.class, () -> JobTrial.run(out, Shard.whole())));
    assertTrue(
        e.getMessage().contains(pipe + ": expected a file, found a pipe"), String.valueOf(e));
  }

  @Test
  void aFolderInThatOfAShardIsNoPlaceToJoin() throws IOException {
    List<Path> shards = List.of(folder.resolve("1"), folder.resolve("2"));
    for (int i = 0; i < 2; i++) {
      JobTrial.run(shards.get(i), HALVES.get(i));
    }
    Path inside = folder.resolve("2/deep/../new/joined");
    IOException e = assertThrows(IOException.class, () -> SamplingJob.join(shards, inside));
    assertTrue(
        e.getMessage().contains("expected a folder outside those of the shards"), e.getMessage());
    assertTrue(Files.notExists(folder.resolve("2/new")));
    SamplingJob.join(shards, folder.resolve("new"));
  }
}
