/** TLS from PEM files. Start at {@link dev.millrace.manager.tls.PemFiles}. This package must not know what is served. */
@NullMarked
package dev.millrace.manager.tls;

import org.jspecify.annotations.NullMarked;
