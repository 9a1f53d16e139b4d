/** Grids of pixels and colours, which the modules of training share. Internal: may change. */
@NullMarked
package org.pigdiffusion.data.internal;

import org.jspecify.annotations.NullMarked;
