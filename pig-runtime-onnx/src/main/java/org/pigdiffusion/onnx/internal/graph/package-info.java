/** Reads and checks model files, and finds out how their graphs are called. */
@NullMarked
package org.pigdiffusion.onnx.internal.graph;

import org.jspecify.annotations.NullMarked;
