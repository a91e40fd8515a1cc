package dev.millrace.bench.flink;

import java.util.List;

/**
 * What a child is told to run from Kafka to Kafka. Topics of bids are named after the number of their messages; every run writes to a
 * topic of its own.
 *
 * @param query a name in {@link KafkaQueries}
 * @param bootstrap where the broker is
 * @param warmUp how many bids are not measured
 * @param bids how many are
 * @param workers threads of the engine
 * @param runs how often it is measured
 * @param folder for checkpoints
 */
record KafkaJob(String query, String bootstrap, long warmUp, long bids, int workers, int runs, String folder) {
    /** Milliseconds between checkpoints of either engine. */
    static final int CHECKPOINT_MILLIS = 1_000;

    /** Partitions of all topics. */
    static final int PARTITIONS = 2;

    /** The topic with so many bids. */
    static String topic(long bids) {
        return "bids-" + bids;
    }

    /** The topic that a run writes to; run 0 is the one to warm up. */
    String output(String engine, int run) {
        return engine + "-" + query + "-" + run;
    }

    /** As arguments of a main class. */
    List<String> arguments() {
        return List.of(
                query,
                bootstrap,
                Long.toString(warmUp),
                Long.toString(bids),
                Integer.toString(workers),
                Integer.toString(runs),
                folder);
    }

    /** The job of {@link #arguments}. */
    static KafkaJob of(String[] arguments) {
        return new KafkaJob(
                arguments[0],
                arguments[1],
                Long.parseLong(arguments[2]),
                Long.parseLong(arguments[3]),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]),
                arguments[6]);
    }
}
