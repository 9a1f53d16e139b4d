/** A segmentation network that tells whether images and masks belong together. */
@NullMarked
package org.pigdiffusion.segmentation;

import org.jspecify.annotations.NullMarked;
