package org.pigdiffusion.noise;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.pigdiffusion.Role;
import org.pigdiffusion.Shape;
import org.pigdiffusion.Tensor;

/** A generator for each pair and chain, seeded by a hash of (seed, pair, chain). */
record KeyedNoise(long seed) implements NoiseSource {

  @Override
  public Batch open(long firstPair) {
    if (firstPair < 0) {
      throw new IllegalArgumentException("firstPair: expected at least 0, found " + firstPair);
    }
    Map<Role, List<SharedStateContinuousSampler>> samplers = new EnumMap<>(Role.class);
    return (chain, shape) -> {
      List<SharedStateContinuousSampler> ofChain =
          samplers.computeIfAbsent(chain, c -> new ArrayList<>());
      while (ofChain.size() < shape.batch()) {
        ofChain.add(sampler(firstPair + ofChain.size(), chain));
      }
      return draw(ofChain, shape);
    };
  }

  private static Tensor draw(List<SharedStateContinuousSampler> samplers, Shape shape) {
    float[] values = new float[shape.size()];
    int at = 0;
    for (int n = 0; n < shape.batch(); n++) {
      SharedStateContinuousSampler sampler = samplers.get(n);
      for (int end = at + shape.imageSize(); at < end; at++) {
        values[at] = (float) sampler.sample();
      }
    }
    return Tensor.adopt(shape, values);
  }

  private SharedStateContinuousSampler sampler(long pair, Role chain) {
    Hasher hasher = Hashing.sha256().newHasher();
    hasher.putLong(seed).putLong(pair).putUnencodedChars(chain.name());
    ByteBuffer hash = ByteBuffer.wrap(hasher.hash().asBytes()).order(ByteOrder.LITTLE_ENDIAN);
    long[] state = {hash.getLong(), hash.getLong()};
    return ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_RO_SHI_RO_128_PP.create(state));
  }

  @Override
  public String description() {
    return "keyed(" + seed + ")";
  }
}
