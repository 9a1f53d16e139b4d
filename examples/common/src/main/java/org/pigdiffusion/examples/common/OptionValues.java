package org.pigdiffusion.examples.common;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;
import org.pigdiffusion.picture.Shard;
import org.pigdiffusion.sampler.GuideRefresh;
import org.pigdiffusion.sampler.GuideTransform;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values that options take, so that a wrong one is refused by the option's name. */
public final class OptionValues {
  private OptionValues() {}

  /** A whole number from 1 on. */
  public static final class Positive implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) whole(text, 1, Integer.MAX_VALUE);
    }
  }

  /** A whole number from 0 on. */
  public static final class NotNegative implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) whole(text, 0, Integer.MAX_VALUE);
    }
  }

  /** Draws of a bootstrap: as many as its intervals need, or more. */
  public static final class Resamples implements ITypeConverter<Integer> {
    private static final int LEAST = 20;

    @Override
    public Integer convert(String text) {
      return (int) whole(text, LEAST, Integer.MAX_VALUE);
    }
  }

  /** A share that leaves something: from 0 on, below 1. */
  public static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return number(text, "a share in [0,1)", share -> share >= 0 && share < 1);
    }
  }

  /** A share that takes something and leaves something. */
  public static final class PartialShare implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return number(text, "a share above 0 and below 1", share -> share > 0 && share < 1);
    }
  }

  /** Above 0. */
  public static final class AboveZero implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return number(text, "a number above 0", value -> value > 0 && Double.isFinite(value));
    }
  }

  /** From 0 to 1. */
  public static final class Probability implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return number(text, "a probability in [0,1]", value -> value >= 0 && value <= 1);
    }
  }

  /** The number of a pair. */
  public static final class Index implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return whole(text, 0, Long.MAX_VALUE);
    }
  }

  /** A file that is there. */
  public static final class ExistingFile implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      return existing(text, "file", path -> Files.isRegularFile(path));
    }
  }

  /** A folder that is there. */
  public static final class ExistingFolder implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      return existing(text, "folder", path -> Files.isDirectory(path));
    }
  }

  /** A path, of something that is there or not. */
  public static final class AnyPath implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      try {
        return Path.of(text);
      } catch (InvalidPathException e) {
        throw new TypeConversionException(
            "expected a path, found one with characters that no path has in this locale; take"
                + " another, or a locale of UTF-8, such as LC_ALL=C.UTF-8");
      }
    }
  }

  private static Path existing(String text, String kind, Predicate<Path> isOfKind) {
    Path path = new AnyPath().convert(text);
    if (!isOfKind.test(path)) {
      throw new TypeConversionException(
          "expected a %s, found %s at %s"
              .formatted(kind, Files.exists(path) ? "something else" : "nothing", path));
    }
    return path;
  }

  /** When model x is called again. */
  public static final class Refresh implements ITypeConverter<GuideRefresh> {
    @Override
    public GuideRefresh convert(String text) {
      return GuideRefresh.parse(text);
    }
  }

  /** Which part of a sampling job. */
  public static final class PartOfJob implements ITypeConverter<Shard> {
    @Override
    public Shard convert(String text) {
      return Shard.parse(text);
    }
  }

  /** What is made of the guide. */
  public static final class Guide implements ITypeConverter<GuideTransform> {
    @Override
    public GuideTransform convert(String text) {
      return GuideTransform.parse(text);
    }
  }

  private static double number(String text, String expected, DoublePredicate isExpected) {
    try {
      double number = Double.parseDouble(text);
      if (isExpected.test(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with what was expected.
    }
    throw new TypeConversionException("expected %s, found %s".formatted(expected, text));
  }

  private static long whole(String text, long least, long most) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, with what was expected.
    }
    throw new TypeConversionException(
        "expected a whole number from %d to %d, found %s".formatted(least, most, text));
  }
}
