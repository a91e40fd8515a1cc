/**
 * The connector of URLs: reads what a server answers. (Rows that come in over HTTP of their own accord are the data plane's.)
 *
 * <p>Start at {@link dev.millrace.connectors.http.HttpConnectors}.
 */
@NullMarked
package dev.millrace.connectors.http;

import org.jspecify.annotations.NullMarked;
