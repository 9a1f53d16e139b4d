package org.pigdiffusion.evaluation;

/**
 * The random numbers of PyTorch on a CPU: the Mersenne Twister MT19937 as Matsumoto and Nishimura
 * published it in 2002, seeded by their {@code init_genrand}.
 */
final class TorchRandom {
  private static final int SIZE = 624;
  private static final int MIDDLE = 397;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  TorchRandom(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  private int nextInt() {
    if (next == SIZE) {
      for (int i = 0; i < SIZE; i++) {
        int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
        state[i] = state[(i + MIDDLE) % SIZE] ^ (y >>> 1) ^ ((y & 1) * 0x9908b0df);
      }
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /**
   * What {@code torch.randn} gives: numbers of 24 bits, and Box and Muller's transform of the first
   * and the second half of every 16.
   *
   * @param count a multiple of 16
   */
  float[] normals(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (nextInt() & 0xffffff) / (float) (1 << 24);
    }
    for (int from = 0; from < count; from += 16) {
      for (int i = from; i < from + 8; i++) {
        double radius = Math.sqrt(-2 * Math.log(1 - numbers[i]));
        double angle = 2 * Math.PI * numbers[i + 8];
        numbers[i] = (float) (radius * Math.cos(angle));
        numbers[i + 8] = (float) (radius * Math.sin(angle));
      }
    }
    return numbers;
  }
}
