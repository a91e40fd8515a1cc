/**
 * Turns small programs over primitive values into classes, and into text to read.
 *
 * <p>Start at {@link dev.millrace.engine.codegen.Routine}: one method as data, made of {@link dev.millrace.engine.codegen.Code} (what
 * has a value) and {@link dev.millrace.engine.codegen.Statement}. {@link dev.millrace.engine.codegen.GeneratedCode} makes a hidden class
 * of it, or finds the one it made before for an equal routine; {@link dev.millrace.engine.codegen.JavaText} shows it as Java.
 *
 * <p>This room must not know what the code is for: neither SQL nor plans nor columns.
 */
@NullMarked
package dev.millrace.engine.codegen;

import org.jspecify.annotations.NullMarked;
