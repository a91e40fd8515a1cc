package dev.millrace.connectors.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which step a topic holds, kept at the broker and changed in the transaction that brings the step's messages.
 *
 * <p>It is the committed offset of a consumer group without members: the offset is the number of the step, the metadata says of which
 * incarnation of the pipeline. No topic of its own is needed, and no message of the output is read back. A broker forgets it when
 * nothing was committed for {@code offsets.retention.minutes} (seven days unless configured).
 */
final class StepMark {
    private static final int ANSWER_SECONDS = 10;

    private final KafkaOutputConfig config;
    private final String group;
    private final TopicPartition place;
    private final String incarnation;

    StepMark(KafkaOutputConfig config, String identity, String incarnation) {
        this.config = config;
        this.group = identity;
        this.place = new TopicPartition(config.topic(), 0);
        this.incarnation = incarnation;
    }

    /** Adds the mark to the transaction. */
    void put(Transactions transactions, long step) throws InterruptedException {
        transactions.commitOffset(group, place, step, incarnation);
    }

    /** The last step of this incarnation whose transaction was committed; −1 if there is none. */
    long read() throws InterruptedException {
        try (Admin admin = Admin.create(config.admin())) {
            @Nullable
            OffsetAndMetadata found = admin.listConsumerGroupOffsets(
                            group, new ListConsumerGroupOffsetsOptions().requireStable(true))
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                    .get(place);
            return found != null && found.metadata().equals(incarnation) ? found.offset() : -1;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("nobody says which step was committed last", e);
        }
    }
}
