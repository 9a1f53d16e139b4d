/**
 * Training a pair of models, free of any engine: what is learnt from, settings, progress, result.
 */
@NullMarked
package org.pigdiffusion.trainer;

import org.jspecify.annotations.NullMarked;
