/**
 * What was asked for and what became of it, durable: programs, connectors, services, pipelines, API keys, events.
 *
 * <p>Start at {@link dev.millrace.manager.catalog.Catalog}. Each resource is an immutable record; each change is a function from
 * the newest record to its successor, applied only if nobody else came first, and tried again otherwise. This room must not know HTTP
 * or processes, and decides nothing about what may be changed when.
 */
@NullMarked
package dev.millrace.manager.catalog;

import org.jspecify.annotations.NullMarked;
