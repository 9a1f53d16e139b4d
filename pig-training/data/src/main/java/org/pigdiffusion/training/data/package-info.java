/**
 * Image and mask pairs from files: reading, checking the whole data set before training, cropping,
 * resizing and scaling, and splitting by group.
 *
 * <p>Start at {@link org.pigdiffusion.training.data.PairData}.
 */
@NullMarked
package org.pigdiffusion.training.data;

import org.jspecify.annotations.NullMarked;
