/** The rules by which a sample is taken from time step to time step. */
@NullMarked
package org.pigdiffusion.scheduler;

import org.jspecify.annotations.NullMarked;
