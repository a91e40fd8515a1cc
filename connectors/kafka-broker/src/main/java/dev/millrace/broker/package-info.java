/**
 * A real Kafka broker inside the process (KRaft, broker and controller in one), for tests and benchmarks; never part of the
 * product.
 *
 * <p>Start at {@link dev.millrace.broker.Broker}; {@link dev.millrace.broker.BrokerMain} runs one in a process of its own. This room
 * must not know anything else of Millrace.
 */
@NullMarked
package dev.millrace.broker;

import org.jspecify.annotations.NullMarked;
