/**
 * What outlives the process: files that are whole or recognised as not, checkpoints made of them, and the journal.
 *
 * <p>Start at {@link dev.millrace.engine.storage.Disk}, the only way to the file system, which says what is durable when; everything
 * else here is written against it, so that a simulated disk that tears and loses writes can take its place.
 *
 * <p>This room knows bytes, not what they mean: it must not see circuits, operators, connectors or threads. Nothing here is
 * thread-safe unless it says so.
 */
@NullMarked
package dev.millrace.engine.storage;

import org.jspecify.annotations.NullMarked;
