/** Trains a pair of models on DJL, with checkpoints from which a run resumes exactly. */
@NullMarked
package org.pigdiffusion.trainer.djl;

import org.jspecify.annotations.NullMarked;
