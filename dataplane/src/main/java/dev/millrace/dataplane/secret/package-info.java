/**
 * What references to secrets stand for, and how what they stand for stays out of logs and answers.
 *
 * <p>Start at {@link dev.millrace.dataplane.secret.ProcessSecrets}. This package must not know what is configured with secrets.
 */
@NullMarked
package dev.millrace.dataplane.secret;

import org.jspecify.annotations.NullMarked;
