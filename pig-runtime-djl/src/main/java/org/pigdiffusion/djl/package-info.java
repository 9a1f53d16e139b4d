/** Denoisers and the trainable U-Net on Deep Java Library's PyTorch engine. */
@NullMarked
package org.pigdiffusion.djl;

import org.jspecify.annotations.NullMarked;
