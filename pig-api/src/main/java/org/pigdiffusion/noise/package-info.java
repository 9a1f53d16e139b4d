/** Noise: how much of it each time step holds, and where it comes from. */
@NullMarked
package org.pigdiffusion.noise;

import org.jspecify.annotations.NullMarked;
