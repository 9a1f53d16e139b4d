/** The values that everything else speaks of: tensors, denoisers, roles and errors. */
@NullMarked
package org.pigdiffusion;

import org.jspecify.annotations.NullMarked;
