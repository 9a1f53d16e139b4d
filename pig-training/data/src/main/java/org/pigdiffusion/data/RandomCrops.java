package org.pigdiffusion.data;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.pigdiffusion.trainer.PairExample;
import org.pigdiffusion.trainer.PairSource;

/**
 * A data set of image and mask files, larger than the network's input, from which every draw cuts a
 * crop of its own: the network meets another one in each epoch. {@link #example} is the crop of key
 * 0, always the same.
 *
 * <p>What {@link Preprocessing} says is done once to each picture, at its own size: crop, channels,
 * intensities, classes. Its height and width are those of the crops. A crop of an image is averaged
 * over the area of each new pixel, or interpolated where it is enlarged; in a crop of a mask the
 * class with the greatest share of the area wins. Islands are removed from each crop. A {@link Fit}
 * has no say, since every crop has the ratio of the network's input: others than {@link Fit#REFUSE}
 * are refused.
 *
 * <p>All pictures are kept in memory, with 4 bytes for each pixel and channel and 4 for its class.
 * Files are read in parallel, once. Immutable and thread-safe; holds no file open.
 */
public final class RandomCrops implements PairSource {
  private final List<WholePair> pairs;
  private final Preprocessing preprocessing;
  private final RandomCrop rule;

  private RandomCrops(List<WholePair> pairs, Preprocessing preprocessing, RandomCrop rule) {
    this.pairs = pairs;
    this.preprocessing = preprocessing;
    this.rule = rule;
  }

  /**
   * Reads a folder of images and a folder of masks that are paired by stem.
   *
   * @throws IllegalArgumentException if a {@link Fit} is set
   * @throws InvalidDataException if anything is wrong with any file, or a picture is smaller than
   *     the crops; it reports all faults at once
   */
  public static RandomCrops folder(
      Path folder, FolderLayout layout, Preprocessing preprocessing, RandomCrop rule) {
    return read(folder, FolderScan.scan(folder, layout), preprocessing, rule);
  }

  /**
   * Reads the pairs that a CSV file lists.
   *
   * @throws IllegalArgumentException if a {@link Fit} is set
   * @throws InvalidDataException if anything is wrong with the manifest or any file that it lists,
   *     or a picture is smaller than the crops; it reports all faults at once
   */
  public static RandomCrops manifest(
      Path manifest, ManifestOptions options, Preprocessing preprocessing, RandomCrop rule) {
    return read(manifest, ManifestScan.scan(manifest, options), preprocessing, rule);
  }

  private static RandomCrops read(
      Path data, PairFiles files, Preprocessing preprocessing, RandomCrop rule) {
    if (preprocessing.fit() != Fit.REFUSE) {
      throw new IllegalArgumentException(
          "fit: expected none with random crops, which have the ratio of the network's input,"
              + " found Fit.%s; leave it out".formatted(preprocessing.fit()));
    }
    List<WholePair> pairs =
        PairReader.readAll(
            data,
            files,
            preprocessing,
            (name, group, image, labels) ->
                WholePair.of(name, group, image, labels, preprocessing));
    return new RandomCrops(pairs, preprocessing, rule);
  }

  @Override
  public int size() {
    return pairs.size();
  }

  @Override
  public PairExample example(int index) {
    return draw(index, 0);
  }

  @Override
  public PairExample draw(int index, long key) {
    WholePair pair = pairs.get(index);
    HashCode hash = Hashing.sha256().newHasher().putLong(key).putInt(index).hash();
    ByteBuffer seed = ByteBuffer.wrap(hash.asBytes());
    UniformRandomProvider random =
        RandomSource.XO_RO_SHI_RO_128_PP.create(new long[] {seed.getLong(), seed.getLong()});
    Region region = pair.region(rule, preprocessing.height(), preprocessing.width(), random);
    return pair.crop(region, rule, preprocessing);
  }

  /** Divides the pictures by group into those to train on and those to validate on. */
  public Split.Parts split(Split split) {
    return split.apply(this);
  }
}
