/** Writes graphs as ONNX. */
@NullMarked
package org.pigdiffusion.onnx.internal.write;

import org.jspecify.annotations.NullMarked;
