/**
 * Reads relations from files and standard input; writes changes to files, standard output, or nowhere.
 *
 * <p>Start at {@link dev.millrace.connectors.file.FileConnectors}. This room must not know other connectors or the
 * engine.
 */
@NullMarked
package dev.millrace.connectors.file;

import org.jspecify.annotations.NullMarked;
