/**
 * Which state a plan may give up, and when: as LATENESS bounds what can still come, it bounds what old rows can still meet.
 *
 * <p>Start at {@link dev.millrace.plan.waterline.Expiry}, then {@link dev.millrace.plan.waterline.Origin}. Everything follows from
 * the monotone columns of {@link dev.millrace.plan.Properties}. This room knows no values of waterlines and no state.
 */
@NullMarked
package dev.millrace.plan.waterline;

import org.jspecify.annotations.NullMarked;
