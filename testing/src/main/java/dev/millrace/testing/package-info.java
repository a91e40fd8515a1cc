/**
 * Test apparatuses, and the tests that cross rooms.
 *
 * <p>Start at the tests, which show each apparatus in use. Production code must not know this room.
 */
@NullMarked
package dev.millrace.testing;

import org.jspecify.annotations.NullMarked;
