/** Results as one HTML page, as JSON and as CSV; free of any engine. */
module org.pigdiffusion.report {
  requires com.google.gson;
  requires com.samskivert.jmustache;
  requires org.apache.commons.csv;
  requires static org.jspecify;
  requires org.knowm.xchart;
  requires transitive org.pigdiffusion;
  requires transitive org.pigdiffusion.data;
  requires transitive org.pigdiffusion.evaluation;

  exports org.pigdiffusion.report;
}
