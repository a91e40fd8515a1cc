/**
 * What goes over the wire: the OpenAPI description of {@code /v0} (a resource), its error codes, and the JSON mapper that writes it.
 *
 * <p>Start at {@link dev.millrace.api.ErrorCode}. This room must not know who serves or calls the API.
 */
@NullMarked
package dev.millrace.api;

import org.jspecify.annotations.NullMarked;
