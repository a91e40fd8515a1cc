/**
 * The encrypted store of secrets. Start at {@link dev.millrace.manager.secret.SecretStore}. This package must not know what secrets are
 * for; nobody but a runner that starts a process may ask it for a value.
 */
@NullMarked
package dev.millrace.manager.secret;

import org.jspecify.annotations.NullMarked;
