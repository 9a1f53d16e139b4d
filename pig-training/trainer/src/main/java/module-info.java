/** Paired training, checkpoints and export; brings data sets, pictures and metrics along. */
module org.pigdiffusion.training {
  requires com.google.common;
  requires com.google.gson;
  requires org.apache.commons.rng.sampling;
  requires org.apache.commons.rng.simple;
  requires static org.jspecify;
  requires transitive org.pigdiffusion;
  requires transitive org.pigdiffusion.djl;
  requires transitive org.pigdiffusion.onnx;
  requires transitive org.pigdiffusion.training.data;
  requires transitive org.pigdiffusion.training.metrics;

  exports org.pigdiffusion.training;
  exports org.pigdiffusion.training.segmentation;

  // Gson fills the records of a checkpoint.
  opens org.pigdiffusion.training to
      com.google.gson;
}
