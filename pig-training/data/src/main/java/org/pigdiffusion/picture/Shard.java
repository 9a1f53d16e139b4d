package org.pigdiffusion.picture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several parts of a sampling job. Whole batches are divided, as evenly as they can be, so
 * that every pair meets the same batch mates as in an undivided job: its bits are the same then.
 *
 * @param number which part, from 1
 * @param count how many parts there are
 */
public record Shard(int number, int count) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})/([0-9]{1,9})");

  /** Creates a shard. */
  public Shard {
    if (count < 1 || number < 1 || number > count) {
      throw new IllegalArgumentException(
          "shard: expected a number from 1 to the number of shards, such as 2/8, found %s/%s"
              .formatted(number, count));
    }
  }

  /** The whole job, {@code 1/1}. */
  public static Shard whole() {
    return new Shard(1, 1);
  }

  /**
   * The shard that a text such as {@code 2/8} names.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static Shard parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "shard: expected its number and the number of shards, such as 2/8, found '%s'"
              .formatted(text));
    }
    return new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
  }

  /** The first of the pairs, from 0. */
  long from(long pairs, int batchSize) {
    return boundary(number - 1, pairs, batchSize);
  }

  /** The pair after the last, from 0. */
  long to(long pairs, int batchSize) {
    return boundary(number, pairs, batchSize);
  }

  /** The first shards have one batch more if the batches cannot be divided evenly. */
  private long boundary(int shards, long pairs, int batchSize) {
    long batches = batches(pairs, batchSize);
    long before = batches / count * shards + Math.min(shards, batches % count);
    return before == batches ? pairs : before * batchSize;
  }

  static long batches(long pairs, int batchSize) {
    return (pairs - 1) / batchSize + 1;
  }

  /** Names this shard, such as {@code 2/8}; {@link #parse} makes an equal one of it. */
  public String text() {
    return number + "/" + count;
  }

  @Override
  public String toString() {
    return text();
  }
}
