/**
 * The REST face {@code /v0}: requests to wishes, records to JSON. Start at {@link dev.millrace.manager.rest.RestServer}.
 *
 * <p>Nothing is decided here that another face would decide, too.
 */
@NullMarked
package dev.millrace.manager.rest;

import org.jspecify.annotations.NullMarked;
