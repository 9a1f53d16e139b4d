package org.pigdiffusion.examples.rivals;

/**
 * How long some work takes.
 *
 * @param clock minutes, if the machine stays as busy as it is
 * @param cpu minutes of CPU of this process, in which what else the machine does has little say
 */
record Minutes(double clock, double cpu) {
  /** So many seconds. */
  static Minutes ofSeconds(double clock, double cpu) {
    return new Minutes(clock / 60, cpu / 60);
  }

  Minutes plus(Minutes other) {
    return new Minutes(clock + other.clock, cpu + other.cpu);
  }

  Minutes times(int count) {
    return new Minutes(count * clock, count * cpu);
  }
}
