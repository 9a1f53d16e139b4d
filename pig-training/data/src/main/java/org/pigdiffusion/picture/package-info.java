/**
 * Pairs and pictures of them as lossless files, and what can be counted on them: the sampling job,
 * a writer of pairs, contact sheets, the strip of a trajectory, nearest training images, lesion
 * areas.
 */
@NullMarked
package org.pigdiffusion.picture;

import org.jspecify.annotations.NullMarked;
