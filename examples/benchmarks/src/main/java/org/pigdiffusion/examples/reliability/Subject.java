package org.pigdiffusion.examples.reliability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A kind of file: good ones, how one is read, and what a bad one may say. */
interface Subject {
  /** Makes good files in a folder. */
  List<Path> make(Path folder) throws IOException;

  /** Reads a file, all of it; the result says what was read. */
  Object read(Path file) throws IOException;

  /** Whether the documentation of what is called here names this exception. */
  boolean isDocumented(Throwable fault);
}
