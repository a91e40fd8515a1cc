/** Options of commands that serve, as settings. This package must not know what is served with them. */
@NullMarked
package dev.millrace.cli.serve;

import org.jspecify.annotations.NullMarked;
