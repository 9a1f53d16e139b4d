/** Paired image generation, free of any engine: values, schedulers, sampler, trainer, network. */
@SuppressWarnings("module") // the modules that it exports to are built after it
module org.pigdiffusion {
  requires com.google.common;
  requires static transitive com.google.errorprone.annotations;
  requires com.google.gson;
  requires org.apache.commons.rng.api;
  requires org.apache.commons.rng.core;
  requires org.apache.commons.rng.sampling;
  requires org.apache.commons.rng.simple;
  requires static transitive org.jspecify;

  exports org.pigdiffusion;
  exports org.pigdiffusion.internal to
      org.pigdiffusion.djl,
      org.pigdiffusion.onnx,
      org.pigdiffusion.trainer.djl,
      org.pigdiffusion.data,
      org.pigdiffusion.evaluation,
      org.pigdiffusion.report;
  exports org.pigdiffusion.model;
  exports org.pigdiffusion.noise;
  exports org.pigdiffusion.safetensors;
  exports org.pigdiffusion.sampler;
  exports org.pigdiffusion.scheduler;
  exports org.pigdiffusion.trainer;
  exports org.pigdiffusion.unet;
}
