package dev.millrace.plan.explain;

import static java.util.stream.Collectors.joining;

import dev.millrace.plan.physical.Distribution;
import dev.millrace.plan.physical.Distribution.Arbitrary;
import dev.millrace.plan.physical.Distribution.Hashed;
import dev.millrace.plan.physical.Distribution.Single;
import dev.millrace.plan.physical.Exchange;

/** Where rows are, and where they go. */
final class DistributionText {
    private DistributionText() {}

    static String of(Distribution distribution, ColumnNames columns) {
        return switch (distribution) {
            case Arbitrary _ -> "on any shard";
            case Single _ -> "on one shard";
            case Hashed hashed ->
                "by hash of "
                        + hashed.alternatives().stream().map(columns::list).collect(joining(" or "));
        };
    }

    static String of(Exchange exchange, ColumnNames columns) {
        return switch (exchange.mode()) {
            case HASH -> "hash " + columns.list(exchange.columns());
            case SINGLE -> "to one shard";
            case BROADCAST -> "to all shards";
        };
    }
}
