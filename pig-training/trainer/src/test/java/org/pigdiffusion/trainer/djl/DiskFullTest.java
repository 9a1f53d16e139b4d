package org.pigdiffusion.trainer.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Role;
import org.pigdiffusion.model.ModelCard;
import org.pigdiffusion.noise.NoiseSchedule;
import org.pigdiffusion.onnx.OnnxPair;
import org.pigdiffusion.onnx.TrainedModel;
import org.pigdiffusion.trainer.TrainingException;
import org.pigdiffusion.unet.UNet;

/** A disk in memory that fills up. */
class DiskFullTest {
  private static final StageSetup SETUP = CheckpointsTest.SETUP;

  private static FileSystem disk(long bytes) {
    return Jimfs.newFileSystem(
        Configuration.unix().toBuilder().setBlockSize(512).setMaxSize(bytes).build());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static long size(Path folder) throws IOException {
    long size = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        size += Files.size(file);
      }
    }
    return size;
  }

  @Test
  void aCheckpointSaysWhatItCouldNotWriteAndTheOneBeforeStays() throws IOException {
    try (FileSystem roomy = disk(1 << 24)) {
      Path run = Files.createDirectory(roomy.getPath("/run"));
      checkpoints(run).write(CheckpointsTest.state(1));
      long one = size(run.resolve("step-00000001"));
      // Full at the first file, in the middle, and at the last.
      for (double share : new double[] {1.02, 1.4, 1.8}) {
        assertFull(Math.round(one * share));
      }
    }
  }

  private static void assertFull(long bytes) throws IOException {
    try (FileSystem disk = disk(bytes + 10 * 512)) {
      Path run = Files.createDirectory(disk.getPath("/run"));
      checkpoints(run).write(CheckpointsTest.state(1));
      StageState second = CheckpointsTest.state(2);
      String message =
          String.valueOf(
              assertThrows(TrainingException.class, () -> checkpoints(run).write(second))
                  .getMessage());
      assertTrue(message.contains("step 2: the checkpoint cannot be written to /run"), message);
      assertTrue(message.contains("out of disk space"), message);
      assertEquals(List.of("step-00000001"), names(run));
      assertEquals(1, checkpoints(run).newest().orElseThrow().progress.step());
    }
  }

  private static Checkpoints checkpoints(Path run) {
    return new Checkpoints(run, SETUP, ImmutableMap.of("seed", "1"));
  }

  @Test
  void anExportNamesTheFileAndTheOldPairStays() throws IOException {
    try (FileSystem roomy = disk(1 << 24)) {
      Path pair = roomy.getPath("/pair");
      OnnxPair.save(pair, model(Role.X, 1), model(Role.Y, 2));
      long one = size(pair);
      for (double share : new double[] {1.1, 1.7, 1.95}) {
        try (FileSystem disk = disk(Math.round(one * share))) {
          Path old = disk.getPath("/pair");
          OnnxPair.save(old, model(Role.X, 1), model(Role.Y, 2));
          IOException e =
              assertThrows(
                  IOException.class, () -> OnnxPair.save(old, model(Role.X, 3), model(Role.Y, 4)));
          String file = share < 1.5 ? "x.onnx" : "y.onnx";
          assertEquals("/pair/" + file + ": out of disk space", e.getMessage());
          assertEquals(List.of("x.onnx", "y.onnx"), names(old));
          for (String name : names(old)) {
            assertArrayEquals(
                Files.readAllBytes(pair.resolve(name)), Files.readAllBytes(old.resolve(name)));
          }
        }
      }
    }
  }

  private static TrainedModel model(Role role, int seed) {
    UNet net = SETUP.net();
    float[] weights = SETUP.start().weights;
    weights[0] = seed;
    ModelCard card = ModelCard.builder(role, net.config(), NoiseSchedule.paper()).build();
    return new TrainedModel(net.config(), ParameterVector.weights(net, weights), card);
  }
}
