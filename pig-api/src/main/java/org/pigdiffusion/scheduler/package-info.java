/** Sampling methods: the rules and the times by which noise becomes an image. */
@NullMarked
package org.pigdiffusion.scheduler;

import org.jspecify.annotations.NullMarked;
