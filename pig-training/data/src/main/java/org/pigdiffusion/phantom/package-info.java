/**
 * A seeded breast phantom: lesion masks and slices made from published figures, for examples and
 * tests that need no download.
 */
@NullMarked
package org.pigdiffusion.phantom;

import org.jspecify.annotations.NullMarked;
