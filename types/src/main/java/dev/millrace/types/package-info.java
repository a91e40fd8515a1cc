/**
 * What data is: SQL types, columns, batches and the encoding of values.
 *
 * <p>Start at {@link dev.millrace.types.SqlType}, then {@link dev.millrace.types.Batch}. A value exists in two forms:
 * <em>physical</em>, in the typed arrays of a {@link dev.millrace.types.Column}, which the engine works on, and
 * <em>boxed</em>, a Java object, at the edges (tests, interpreters, the shell). {@link dev.millrace.types.Storage} says which
 * arrays a type uses and {@link dev.millrace.types.SqlType} which Java class.
 *
 * <p>This room depends on nothing. It must not know plans, operators, connectors or formats.
 */
@NullMarked
package dev.millrace.types;

import org.jspecify.annotations.NullMarked;
