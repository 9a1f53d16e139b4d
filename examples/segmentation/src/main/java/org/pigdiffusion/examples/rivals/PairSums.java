package org.pigdiffusion.examples.rivals;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.pigdiffusion.Tensor;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/** A short text that tells some training pairs from others. */
final class PairSums {
  private static final int DIGITS = 16;

  private PairSums() {}

  static String of(PairSource pairs) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < pairs.size(); i++) {
        PairExample pair = pairs.example(i);
        digest.update(pair.name().getBytes(StandardCharsets.UTF_8));
        digest.update(bytes(pair.x()));
        digest.update(bytes(pair.y()));
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static ByteBuffer bytes(Tensor tensor) {
    FloatBuffer values = tensor.buffer();
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.remaining());
    bytes.asFloatBuffer().put(values);
    return bytes;
  }
}
