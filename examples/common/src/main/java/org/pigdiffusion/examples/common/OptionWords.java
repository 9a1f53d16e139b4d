package org.pigdiffusion.examples.common;

/** Tells settings of the library, as its messages name them, by the options of the programs. */
final class OptionWords {
  private OptionWords() {}

  /** The message with options in the place of Java. */
  static String of(String message) {
    return message
        .replaceAll("^side: expected 16", "--size: expected 16")
        .replaceAll("^greys: ", "--mask-classes: ")
        .replaceAll("^groupPattern: ", "--group-pattern: ")
        .replaceAll("\\bFolderLayout\\.groupPattern\\b", "--group-pattern")
        .replaceAll("\\bManifestOptions\\.(columns|group|only)\\b", "--$1")
        .replaceAll("\\bFit\\.([A-Z]+)", "--fit $1")
        .replaceAll("\\bImageChannels\\.([A-Z]+)", "--channels $1")
        .replaceAll("\\bMaskEncoding\\.nearlyBinary\\(0\\.5, ([0-9.]+)\\)", "--mask-tolerance $1")
        .replaceAll("\\.from\\(MaskSamples\\.([A-Z_]+)\\)", " --mask-from $1")
        .replaceAll("\\bMaskEncoding --", "--")
        .replaceAll("\\bMaskEncoding\\.classes\\(0, 1, \\.\\.\\.\\)", "--mask-classes 0,1,...")
        .replaceAll("\\bMaskEncoding\\.classes\\b", "--mask-classes");
  }
}
