/**
 * The data of the Nexmark benchmark (Tucker, Tufte, Papadimos, Maier: NEXMark, a benchmark for queries over data
 * streams): people, auctions and bids of an auction house, in the proportions and with the skews of its public
 * specification.
 *
 * <p>Start at {@link dev.millrace.connectors.generator.nexmark.NexmarkGenerator}.
 */
@NullMarked
package dev.millrace.connectors.generator.nexmark;

import org.jspecify.annotations.NullMarked;
