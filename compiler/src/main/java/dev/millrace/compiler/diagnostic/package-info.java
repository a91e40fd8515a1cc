/**
 * What is wrong with a program, said so that its author can repair it: severity, code, position, message.
 *
 * <p>Start at {@code Diagnostic}. This package must not know any stage of the compiler: all of them report through it.
 */
@NullMarked
package dev.millrace.compiler.diagnostic;

import org.jspecify.annotations.NullMarked;
