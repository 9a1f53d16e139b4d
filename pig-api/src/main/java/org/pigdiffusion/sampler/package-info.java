/** Sampling pairs: PIG's Algorithm 2, what is asked of it and what comes out. */
@NullMarked
package org.pigdiffusion.sampler;

import org.jspecify.annotations.NullMarked;
