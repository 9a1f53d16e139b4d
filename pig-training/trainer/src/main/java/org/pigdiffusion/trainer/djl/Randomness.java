package org.pigdiffusion.trainer.djl;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.pigdiffusion.Role;

/**
 * Generators keyed by what they are for, so that the random numbers of a step are the same whether
 * the run was interrupted before it or not.
 */
record Randomness(long seed, Role role) {

  /** What random numbers are drawn for. */
  enum Purpose {
    INITIAL_WEIGHTS(0),
    ORDER(1),
    BATCH(2),
    DROPOUT(3),
    VALIDATION(4),
    PAIR(5),
    TOLD(6);

    /** Part of what a seed means: never changed, never used again. */
    private final int key;

    Purpose(int key) {
      this.key = key;
    }
  }

  UniformRandomProvider of(Purpose purpose, long number) {
    Hasher hasher = Hashing.sha256().newHasher();
    hasher.putLong(seed).putInt(role == Role.X ? 0 : 1).putInt(purpose.key).putLong(number);
    ByteBuffer hash = ByteBuffer.wrap(hasher.hash().asBytes()).order(ByteOrder.LITTLE_ENDIAN);
    return RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {hash.getLong(), hash.getLong()});
  }
}
