package io.tidewatch.job.index;

import io.tidewatch.connector.elasticsearch.IndexRequest;
import io.tidewatch.connector.elasticsearch.RejectionHandler;
import io.tidewatch.connector.kafka.KafkaPublisher;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.feedback.DeadLetter;
import io.tidewatch.wire.DeadLetterJson;
import io.tidewatch.wire.Excerpt;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.util.function.SerializableSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Documents that Elasticsearch will never store become dead letters. A dead letter that it will not store is only
 * logged, or it would go round for ever.
 */
final class KafkaRejections implements RejectionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaRejections.class);

    private final KafkaPublisher kafka;
    private final Clock clock;

    private KafkaRejections(KafkaPublisher kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    static Factory to(KafkaSettings kafka, SerializableSupplier<Clock> clock) {
        return () -> new KafkaRejections(new KafkaPublisher(kafka), clock.get());
    }

    @Override
    public CompletableFuture<Void> reject(IndexRequest request, String problem) {
        DeadLetter letter = deadLetter(request, problem, clock.millis());
        if (letter.topic().equals(Topics.DEAD_LETTERS)) {
            LOG.error("dead letter rejected and left out: origin={}", request.origin());
            return CompletableFuture.completedFuture(null);
        }
        return kafka.publish(Topics.DEAD_LETTERS, new KeyedMessage(letter.documentId(), DeadLetterJson.write(letter)));
    }

    /** The document was made from masked text, so payload and problem are masked. */
    static DeadLetter deadLetter(IndexRequest request, String problem, long now) {
        String origin = request.origin();
        int offset = origin.lastIndexOf('-');
        int partition = origin.lastIndexOf('-', offset - 1);
        return new DeadLetter(
                "index_rejected",
                Excerpt.of(problem, 500),
                "index",
                partition < 0 ? origin : origin.substring(0, partition),
                partition < 0 ? 0 : Integer.parseInt(origin.substring(partition + 1, offset)),
                partition < 0 ? 0 : Long.parseLong(origin.substring(offset + 1)),
                now,
                request.id(),
                null,
                Excerpt.of(request.text(), 2_000));
    }

    @Override
    public void close() {
        kafka.close();
    }
}
