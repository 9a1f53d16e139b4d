package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A kind of file: good ones, how one is damaged and read, and what a bad one may say. */
interface Subject {
  /** Makes good files in a folder; those that are to be damaged are returned. */
  List<Path> make(Path folder) throws IOException;

  /** A damaged copy of a good file's bytes, by what this kind of file is made of. */
  default byte[] damaged(Path file, byte[] whole, Random random) {
    return Mutation.of(whole, random);
  }

  /** Reads a file, all of it; the result says what was read. */
  Object read(Path file) throws IOException;

  /** Whether the documentation of what is called here names this exception. */
  boolean isDocumented(Throwable fault);

  /** Whether the message of a refusal says which file it is about. */
  default boolean isNamed(Path file, String message) {
    return message.contains(file.getFileName().toString());
  }

  /**
   * Whether a damaged file that was read otherwise than the good one says just that. Never so of
   * files with checksums that do not fit.
   *
   * @param read what {@link #read} gave
   */
  boolean isWhatItSays(Path file, Object read) throws IOException;
}
