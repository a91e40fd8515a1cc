/**
 * Bytes to rows and back, one package or file per format.
 *
 * <p>Start at the list of formats. This room must not know where bytes come from or go to.
 */
@NullMarked
package dev.millrace.formats;

import org.jspecify.annotations.NullMarked;
