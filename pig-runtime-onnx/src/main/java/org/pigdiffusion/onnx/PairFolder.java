package org.pigdiffusion.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.pigdiffusion.BackendException;
import org.pigdiffusion.internal.AtomicFile;
import org.pigdiffusion.internal.RegularFile;

/**
 * The two files of a pair in a folder. Two cannot be renamed at once: while a pair is saved over
 * another, the old x is kept beside the new one until the old y is gone, so that a kill leaves
 * either pair.
 */
record PairFolder(Path folder) {
  static final String X = "x.onnx";
  static final String Y = "y.onnx";
  private static final String KEPT = ".x.onnx.kept";

  /** The file of model x that was saved with the y that is there. */
  Path x() {
    Path x = folder.resolve(X);
    Path kept = folder.resolve(KEPT);
    if (!Files.exists(kept)) {
      return x;
    }
    try {
      Optional<String> ofY = pairOf(y());
      return !pairOf(x).equals(ofY) && pairOf(kept).equals(ofY) ? kept : x;
    } catch (IOException e) {
      return x; // whoever opens it is told what is wrong with it
    }
  }

  /** The file of model y. */
  Path y() {
    return folder.resolve(Y);
  }

  /** Refuses a folder of model y alone, such as that of a training of images without masks. */
  void requireX() {
    if (Files.notExists(x()) && Files.exists(y())) {
      throw new BackendException(
          "pair %s: expected %s and %s, found %s alone; OnnxDenoiser opens one model by itself, and"
                  .formatted(folder, X, Y, Y)
              + " PairedSampler.builder().y(model) samples with it");
    }
  }

  /** Writes both; what is there is replaced, or stays whole. */
  void write(ModelProto x, ModelProto y) throws IOException {
    if (!Files.exists(folder)) {
      AtomicFile.writeFolder(
          folder,
          draft -> {
            AtomicFile.write(draft.resolve(X), x::writeTo);
            AtomicFile.write(draft.resolve(Y), y::writeTo);
          });
      return;
    }
    Path kept = folder.resolve(KEPT);
    Path place = folder.resolve(X);
    if (x().equals(kept)) {
      AtomicFile.write(place, out -> Files.copy(kept, out));
    }
    AtomicFile.writeTwo(place, x::writeTo, y(), y::writeTo, kept);
  }

  private static Optional<String> pairOf(Path file) throws IOException {
    try (InputStream in = RegularFile.stream(file)) {
      return ModelProto.parseFrom(in).getMetadataPropsList().stream()
          .filter(entry -> entry.getKey().equals(PairFit.PAIR))
          .map(StringStringEntryProto::getValue)
          .findFirst();
    }
  }
}
