/**
 * The campaign of {@code millrace crash}: a pipeline from Kafka to Kafka in a process of its own, under load, killed at random moments
 * and started again, whose output must in the end be what the oracle says, each change once.
 *
 * <p>Start at {@link dev.millrace.testing.crash.CrashCampaign}. This package sees the pipeline only from outside: its command line and
 * its topics.
 */
@NullMarked
package dev.millrace.testing.crash;

import org.jspecify.annotations.NullMarked;
