package org.pigdiffusion.data;

import java.nio.file.Path;
import java.util.List;

/**
 * The files of a data set as a folder or a manifest names them, before any is read.
 *
 * @param remedy what to do about a file that is not there, as the end of a sentence; may be empty
 */
record PairFiles(Path base, List<Entry> entries, List<DataFault> faults, String remedy) {
  /** One pair of files. */
  record Entry(String name, String group, Path image, Path mask) {}

  /** A file's name as faults give it. */
  String shown(Path file) {
    return shown(base, file);
  }

  /** A file's name within its data set, with the same slashes on every system. */
  static String shown(Path base, Path file) {
    return file.startsWith(base)
        ? base.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/")
        : file.toString();
  }

  /** The file name without its extension. */
  static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
