/** Starts ONNX Runtime, opens sessions of models, and runs them. */
@NullMarked
package org.pigdiffusion.onnx.internal.session;

import org.jspecify.annotations.NullMarked;
