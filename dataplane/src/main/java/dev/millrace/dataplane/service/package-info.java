/**
 * The pipeline of this process, from its configuration to its end: what state it is in, what is wrong with it, and how requests get
 * at it.
 *
 * <p>Start at {@link dev.millrace.dataplane.service.Service}. This package must not know HTTP beyond the errors that requests get.
 */
@NullMarked
package dev.millrace.dataplane.service;

import org.jspecify.annotations.NullMarked;
