/** Data sets and their preparation, pictures, and the breast phantom; free of any engine. */
@SuppressWarnings("module") // the module that it exports to is built after it
module org.pigdiffusion.data {
  requires com.google.common;
  requires com.google.gson;
  requires com.twelvemonkeys.imageio.core;
  requires com.twelvemonkeys.imageio.metadata;
  requires com.twelvemonkeys.imageio.tiff;
  requires transitive java.desktop;
  requires org.apache.commons.csv;
  requires org.apache.commons.rng.api;
  requires org.apache.commons.rng.sampling;
  requires org.apache.commons.rng.simple;
  requires static org.jspecify;
  requires transitive org.pigdiffusion;

  // Named after their files, since they give themselves no name: these files must not be renamed.
  requires hipparchus.core;
  requires hipparchus.fft;

  exports org.pigdiffusion.data;
  exports org.pigdiffusion.data.dicom;
  exports org.pigdiffusion.data.internal to
      org.pigdiffusion.evaluation,
      org.pigdiffusion.report;
  exports org.pigdiffusion.phantom;
  exports org.pigdiffusion.picture;
}
