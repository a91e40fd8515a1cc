/**
 * HTTP as the data plane needs it: routes, parameters, bodies and answers as streams, errors as values. The only place that sees
 * the server's library.
 *
 * <p>Start at {@link dev.millrace.dataplane.http.Server}. This package must not know what is served.
 */
@NullMarked
package dev.millrace.dataplane.http;

import org.jspecify.annotations.NullMarked;
