/** Paired training, checkpoints and export; brings data sets, pictures and metrics along. */
module org.pigdiffusion.trainer.djl {
  requires com.google.common;
  requires com.google.gson;
  requires org.apache.commons.rng.api;
  requires org.apache.commons.rng.sampling;
  requires org.apache.commons.rng.simple;
  requires static org.jspecify;
  requires transitive org.pigdiffusion;
  requires transitive org.pigdiffusion.djl;
  requires transitive org.pigdiffusion.onnx;
  requires transitive org.pigdiffusion.data;
  requires transitive org.pigdiffusion.evaluation;

  exports org.pigdiffusion.trainer.djl;
  exports org.pigdiffusion.segmentation;

  // Gson fills the records of a checkpoint.
  opens org.pigdiffusion.trainer.djl to
      com.google.gson;
  opens org.pigdiffusion.segmentation to
      com.google.gson;
}
