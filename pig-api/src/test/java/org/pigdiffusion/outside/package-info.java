/** What a project that is not this one writes: it uses nothing but what is published. */
@NullMarked
package org.pigdiffusion.outside;

import org.jspecify.annotations.NullMarked;
