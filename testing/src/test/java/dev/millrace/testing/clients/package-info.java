/**
 * Feldera's own clients, unmodified, against a manager that runs as a user's would.
 *
 * <p>Start at {@link dev.millrace.testing.clients.FelderaClientsTest}. What the clients do is in scripts under {@code resources/clients}.
 * Each client is installed by its test into a folder of its own below {@code target/clients}, which is kept for the next run; where its
 * registry cannot be reached, the test is skipped and says so. Nothing here may change a client.
 */
@NullMarked
package dev.millrace.testing.clients;

import org.jspecify.annotations.NullMarked;
