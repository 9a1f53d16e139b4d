package org.pigdiffusion.picture;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.internal.FileFault;
import org.pigdiffusion.internal.Flush;
import org.pigdiffusion.internal.RegularFile;
import org.pigdiffusion.sampler.PairBatch;

/**
 * The pairs of an unfinished job whose pictures are on the disk: a line for each, those of a batch
 * added at once. Of a batch whose lines are not all whole, none counts.
 *
 * @param file where the lines are
 * @param firstIndex number of the job's first pair
 */
record JobJournal(Path file, long firstIndex) {
  /**
   * Begins, or goes on: cuts off what was half-written or damaged, and counts the pairs before it.
   *
   * @param pairs how many there are at most
   * @param settings those of the job
   */
  long open(long pairs, JobSettings settings) throws IOException {
    if (!exists()) {
      AtomicFile.write(file, "");
      return 0;
    }
    Whole whole = whole(pairs, settings);
    if (whole.bytes < Files.size(file)) {
      // A channel would not do it on an interrupted thread.
      try (RandomAccessFile lines = new RandomAccessFile(file.toFile(), "rw")) {
        lines.setLength(whole.bytes);
      }
      Flush.file(file);
    }
    return whole.pairs;
  }

  /** Whether it is there; a link to a file elsewhere, which would be cut off, is refused. */
  boolean exists() throws IOException {
    return Files.exists(RegularFile.requireNoLink(file));
  }

  private record Whole(long pairs, long bytes) {}

  private Whole whole(long pairs, JobSettings settings) throws IOException {
    Whole whole = new Whole(0, 0);
    long count = 0;
    long bytes = 0;
    try (InputStream in = new BufferedInputStream(RegularFile.stream(file))) {
      while (count < pairs) {
        byte[] line = line(in);
        Optional<PairEntry> entry = PairEntry.ofLine(new String(line, StandardCharsets.UTF_8));
        if (entry.isEmpty()
            || entry.get().index() != firstIndex + count
            || !settings.differencesOf(entry.get()).isEmpty()) {
          break;
        }
        count++;
        bytes += line.length + 1;
        if (count % settings.batchSize() == 0 || count == pairs) {
          whole = new Whole(count, bytes);
        }
      }
    }
    return whole;
  }

  /** A line without its end; of one that has none, nothing. */
  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && line.size() < EntryText.LONGEST; next = in.read()) {
      if (next == '\n') {
        return line.toByteArray();
      }
      line.write(next);
    }
    return new byte[0];
  }

  /** Adds the pairs of a batch, whose pictures must be in their places. */
  void add(PairBatch batch) throws IOException {
    Map<String, String> provenance = batch.provenance().toProperties();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < batch.size(); i++) {
      lines.append(new PairEntry(batch.firstIndex() + i, provenance).line());
    }
    try {
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
        out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
      }
      Flush.file(file);
    } catch (IOException e) {
      throw FileFault.named(file, e);
    }
  }

  /** Makes the manifest of all pairs and ends the journal. */
  void finish(Path manifest) throws IOException {
    AtomicFile.write(
        manifest,
        out -> {
          try (BufferedReader lines = RegularFile.reader(file)) {
            PairManifest.write(
                out,
                json -> {
                  for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    PairEntry.ofLine(line).orElseThrow(() -> changed(file)).write(json);
                  }
                });
          }
        });
    Files.delete(file);
  }

  private static IOException changed(Path file) {
    return new IOException(
        file + ": expected what this job wrote, found another line; another program changed it");
  }
}
