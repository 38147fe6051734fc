package io.tidewatch.local.data;

import io.tidewatch.connector.kafka.KafkaPublisher;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.wire.FeedbackJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

public final class FeedbackPublisher implements AutoCloseable {
    private final KafkaPublisher kafka;
    private final List<CompletableFuture<Void>> open = new ArrayList<>();

    public FeedbackPublisher(KafkaSettings settings) {
        kafka = new KafkaPublisher(settings);
    }

    public void send(Feedback f) {
        String t = switch (f.channel()) {
            case "im", "phone", "email", "ticket" -> Topics.FEEDBACK_SERVICE;
            case "review", "store", "app" -> Topics.FEEDBACK_REVIEW;
            case "survey" -> Topics.FEEDBACK_SURVEY;
            default -> Topics.FEEDBACK_SOCIAL;
        };
        open.add(kafka.publish(t, new KeyedMessage(f.author().id() == null ? f.id() : f.author().id(), FeedbackJson.write(f))));
    }

    public void sendRaw(String topic, String text) {
        open.add(kafka.publish(topic, new KeyedMessage(text, text)));
    }

    public void flush() {
        open.forEach(CompletableFuture::join);
        open.clear();
    }

    @Override
    public void close() {
        flush();
        kafka.close();
    }
}
