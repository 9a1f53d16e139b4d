package org.pigdiffusion.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** A disk in memory, of 512 blocks of 512 bytes. */
class DiskFullTest {
  private static final int BLOCK = 512;
  private static final int BLOCKS = 512;

  @Test
  void aJobSaysWhatItCouldNotWriteKeepsItsBatchesAndGoesOn() throws IOException {
    Configuration small =
        Configuration.unix().toBuilder().setBlockSize(BLOCK).setMaxSize(BLOCK * BLOCKS).build();
    try (FileSystem roomy = Jimfs.newFileSystem(Configuration.unix());
        FileSystem disk = Jimfs.newFileSystem(small)) {
      SamplingJob.Outcome whole = run(roomy.getPath("/out"));
      Path out = disk.getPath("/out");
      Path other = disk.getPath("/other");
      // The room that is left grows by a block at a time: the disk is full at every kind of file.
      long done = 0;
      int failed = 0;
      for (int room = 0; done < whole.pairs(); room++) {
        Files.write(other, new byte[Math.max(0, BLOCKS - used(out) - room) * BLOCK]);
        done = runOnFullDisk(out);
        failed += done < whole.pairs() ? 1 : 0;
        Files.delete(other);
      }
      assertTrue(failed > 5, "failed runs: " + failed);
      assertEquals(JobTrial.files(roomy.getPath("/out")), JobTrial.files(out));
    }
  }

  private static SamplingJob.Outcome run(Path out) throws IOException {
    return SamplingJob.builder(JobTrial.request(20).build(), out).build().run(JobTrial.sampler());
  }

  /** How many pairs are done after a run that may have failed. */
  private static long runOnFullDisk(Path out) throws IOException {
    try {
      return run(out).finishedPairs();
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith("/out"), message);
      assertTrue(message.endsWith("out of disk space"), message);
      assertWhole(out);
      return 0;
    }
  }

  /** No draft, no lock but the job's, and all pictures readable. */
  private static void assertWhole(Path out) throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        assertTrue(!name.startsWith(".") || name.equals(".job.lock"), name);
        assertTrue(!name.endsWith(".png") || Files.size(file) > 60, name);
      }
    }
  }

  private static int used(Path out) throws IOException {
    if (!Files.exists(out)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(out)) {
      int blocks = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        blocks += (int) ((Files.size(file) + BLOCK - 1) / BLOCK);
      }
      return blocks;
    }
  }

  @Test
  void aPictureNamesItself() throws IOException {
    Configuration none = Configuration.unix().toBuilder().setMaxSize(1 << 13).build();
    try (FileSystem disk = Jimfs.newFileSystem(none)) {
      Path file = disk.getPath("/a.png");
      Files.write(disk.getPath("/other"), new byte[1 << 13]);
      Picture picture = Picture.ofImage(Tensor.zeros(new Shape(1, 1, 8, 8)), PixelDepth.EIGHT);
      IOException e = assertThrows(IOException.class, () -> picture.writePng(file));
      assertEquals("/a.png: out of disk space", e.getMessage());
      assertTrue(Files.notExists(file));
    }
  }
}
