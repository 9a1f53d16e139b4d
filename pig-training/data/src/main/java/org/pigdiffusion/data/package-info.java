/**
 * Image and mask pairs from files: reading, checking the whole data set before training, cropping,
 * resizing and scaling, and splitting by group.
 *
 * <p>Start at {@link org.pigdiffusion.data.PairData}.
 */
@NullMarked
package org.pigdiffusion.data;

import org.jspecify.annotations.NullMarked;
