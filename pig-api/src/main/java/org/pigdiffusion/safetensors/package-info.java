/**
 * Weights in files of the safetensors format, which PyTorch, JAX and others read and write: bare,
 * or with the settings of their network. Reading them needs no engine.
 */
@NullMarked
package org.pigdiffusion.safetensors;

import org.jspecify.annotations.NullMarked;
