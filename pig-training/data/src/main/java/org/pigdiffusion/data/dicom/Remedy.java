package org.pigdiffusion.data.dicom;

/** What a user can do about a file that is not read: a command of a common tool. */
enum Remedy {
  /** Rewrites a data set uncompressed, in order and with all lengths. */
  PLAIN("convert it, e.g. with DCMTK: dcmconv --write-xfer-little in.dcm out.dcm"),
  /** JPEG of all processes. */
  JPEG("convert it, e.g. with DCMTK: dcmdjpeg in.dcm out.dcm"),
  /** JPEG-LS. */
  JPEG_LS("convert it, e.g. with DCMTK: dcmdjpls in.dcm out.dcm"),
  /** JPEG 2000, and what GDCM decodes besides. */
  JPEG_2000("convert it, e.g. with GDCM: gdcmconv --raw in.dcm out.dcm"),
  /** High-throughput JPEG 2000. */
  HT_JPEG_2000(
      "convert it, e.g. with pydicom and pylibjpeg-openjpeg: python -c \"import pydicom;"
          + " d = pydicom.dcmread('in.dcm'); d.decompress(); d.save_as('out.dcm')\""),
  /** Films. */
  VIDEO("take the film out, e.g. with GDCM: gdcmraw -i in.dcm -o film.mpg, and save its frames"),
  /** No common tool is known. */
  EXPORT("export it again as Explicit VR Little Endian");

  private final String command;

  Remedy(String command) {
    this.command = command;
  }

  String text() {
    return command;
  }
}
