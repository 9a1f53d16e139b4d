/** Denoisers and the trainable U-Net on Deep Java Library with PyTorch. */
module org.pigdiffusion.djl {
  requires transitive ai.djl.api;
  requires ai.djl.pytorch_engine;
  requires com.google.common;
  requires static org.jspecify;
  requires transitive org.pigdiffusion;

  // Of DJL, whose automatic modules cannot ask for what they need.
  requires java.desktop;
  requires java.management;
  requires org.slf4j;

  exports org.pigdiffusion.djl;
}
