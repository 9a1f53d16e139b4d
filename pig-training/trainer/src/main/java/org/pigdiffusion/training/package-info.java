/** Trains a pair of models on DJL, with checkpoints from which a run resumes exactly. */
@NullMarked
package org.pigdiffusion.training;

import org.jspecify.annotations.NullMarked;
