/**
 * The process of one pipeline: reads its configuration, listens, runs the pipeline, and serves what Feldera calls the data plane.
 *
 * <p>Start at {@link dev.millrace.dataplane.Main}; {@link dev.millrace.dataplane.Routes} lists all that is served. This room must
 * not know who starts the process.
 */
@NullMarked
package dev.millrace.dataplane;

import org.jspecify.annotations.NullMarked;
