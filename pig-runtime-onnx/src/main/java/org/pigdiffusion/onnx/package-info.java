/**
 * Denoisers that ONNX Runtime runs, on CPU or CUDA, and the U-Net written as ONNX. Start at {@link
 * org.pigdiffusion.onnx.OnnxPair} for a pair made by this library, at {@link
 * org.pigdiffusion.onnx.OnnxDenoiser} for a network made elsewhere.
 */
@NullMarked
package org.pigdiffusion.onnx;

import org.jspecify.annotations.NullMarked;
