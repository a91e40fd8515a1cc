/**
 * Plans as JSON, to be shipped and kept.
 *
 * <p>Start at {@link dev.millrace.plan.codec.PlanCodec}. The form follows the records of the plan: a component is a member of its
 * name, a list an array, a record an object. Where a record is one of several of a sealed type, its member {@code "is"} tells
 * which; those names stand in {@code Kinds} and must never change. {@code BoxedJson} writes constants by their type.
 *
 * <p>Reading gives back an equal plan, or fails; nothing is defaulted, coerced or skipped.
 */
@NullMarked
package dev.millrace.plan.codec;

import org.jspecify.annotations.NullMarked;
