/**
 * Who asks, and whether they may. Start at {@link dev.millrace.manager.auth.Authenticator}. This package must not know HTTP.
 */
@NullMarked
package dev.millrace.manager.auth;

import org.jspecify.annotations.NullMarked;
