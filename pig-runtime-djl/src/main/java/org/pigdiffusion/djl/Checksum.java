package org.pigdiffusion.djl;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.pigdiffusion.unet.Weights;

/** Names weights by what they are. */
final class Checksum {
  private Checksum() {}

  static String of(Weights weights) {
    Hasher hasher = Hashing.sha256().newHasher();
    for (Map.Entry<String, Weights.Array> entry : weights.arrays().entrySet()) {
      hasher.putString(entry.getKey(), StandardCharsets.UTF_8);
      for (float value : entry.getValue().values()) {
        hasher.putFloat(value);
      }
    }
    return "sha256:" + hasher.hash();
  }
}
