/** What several packages share and no module exports. */
@NullMarked
package org.pigdiffusion.internal;

import org.jspecify.annotations.NullMarked;
