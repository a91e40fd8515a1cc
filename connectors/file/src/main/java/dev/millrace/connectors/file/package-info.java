/**
 * Reads relations from files and writes changes to files.
 *
 * <p>This room must not know other connectors or the engine.
 */
@NullMarked
package dev.millrace.connectors.file;

import org.jspecify.annotations.NullMarked;
