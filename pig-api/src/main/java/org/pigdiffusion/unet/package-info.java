/**
 * The U-Net, described once and free of any engine: its configuration, its forward pass over a
 * small set of operations, and its parameters by name.
 */
@NullMarked
package org.pigdiffusion.unet;

import org.jspecify.annotations.NullMarked;
