/** Data sets, paired training, checkpoints, export and evaluation. */
module org.pigdiffusion.training {
  requires com.google.common;
  requires com.google.gson;
  requires com.twelvemonkeys.imageio.core;
  requires com.twelvemonkeys.imageio.metadata;
  requires com.twelvemonkeys.imageio.tiff;
  requires transitive java.desktop;
  requires org.apache.commons.csv;
  requires org.apache.commons.rng.sampling;
  requires org.apache.commons.rng.simple;
  requires static org.jspecify;
  requires transitive org.pigdiffusion;
  requires transitive org.pigdiffusion.djl;
  requires transitive org.pigdiffusion.onnx;

  // Named after their files, since they give themselves no name: these files must not be renamed.
  requires ejml.core;
  requires ejml.ddense;
  requires hipparchus.core;
  requires hipparchus.fft;
  requires hipparchus.stat;

  exports org.pigdiffusion.training;
  exports org.pigdiffusion.training.data;
  exports org.pigdiffusion.training.data.dicom;
  exports org.pigdiffusion.training.evaluation;
  exports org.pigdiffusion.training.phantom;
  exports org.pigdiffusion.training.picture;
}
