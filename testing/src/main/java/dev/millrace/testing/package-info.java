/**
 * What tests of every room share: data, oracles, harnesses and fakes. Nothing here reaches production.
 */
@NullMarked
package dev.millrace.testing;

import org.jspecify.annotations.NullMarked;
