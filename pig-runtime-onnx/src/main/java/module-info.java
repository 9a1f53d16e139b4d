/** Denoisers and pairs that ONNX Runtime runs, and the U-Net written as ONNX. */
module org.pigdiffusion.onnx {
  requires com.google.common;
  requires com.google.protobuf;
  requires com.microsoft.onnxruntime;
  requires java.logging; // of the two above: automatic modules cannot ask for what they need
  requires static org.jspecify;
  requires transitive org.pigdiffusion;
  requires org.tribuo.util.onnx;

  exports org.pigdiffusion.onnx;
}
