/** How near sampled pairs come to real ones; free of any engine. */
module org.pigdiffusion.evaluation {
  requires com.google.common;
  requires com.google.gson;
  requires org.apache.commons.csv;
  requires org.apache.commons.rng.api;
  requires org.apache.commons.rng.simple;
  requires static org.jspecify;
  requires transitive org.pigdiffusion;
  requires transitive org.pigdiffusion.data;

  // Named after their files, since they give themselves no name: these files must not be renamed.
  requires ejml.core;
  requires ejml.ddense;
  requires hipparchus.core;
  requires hipparchus.stat;

  exports org.pigdiffusion.evaluation;

  // Gson fills the records of what was measured.
  opens org.pigdiffusion.evaluation to
      com.google.gson;
}
