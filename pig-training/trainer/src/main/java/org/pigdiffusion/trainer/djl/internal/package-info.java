/** Moving the pixels of training pairs. Internal: may change. */
@NullMarked
package org.pigdiffusion.trainer.djl.internal;

import org.jspecify.annotations.NullMarked;
