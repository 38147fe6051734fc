package io.tidewatch.connector.kafka;

import io.tidewatch.wire.FeedbackJson;
import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How to reach Kafka.
 *
 * @param bootstrap {@code host:port}, several separated by commas
 * @param client further client properties, for example for SASL; they win over the defaults here
 */
public record KafkaSettings(String bootstrap, Map<String, String> client) implements Serializable {
    /** Largest record on any topic, in bytes. */
    public static final int MAX_MESSAGE_BYTES = FeedbackJson.MAX_RECORD_BYTES;

    public KafkaSettings {
        if (bootstrap.isBlank()) {
            throw new IllegalArgumentException("kafka bootstrap: '" + bootstrap + "', expected host:port");
        }
        client = new TreeMap<>(client);
    }

    public static KafkaSettings of(String bootstrap) {
        return new KafkaSettings(bootstrap, Map.of());
    }

    /** The connection properties of any client; {@code extra} is put under the user's own. */
    public Properties properties(Map<String, String> extra) {
        Properties p = new Properties();
        p.setProperty("bootstrap.servers", bootstrap);
        extra.forEach(p::setProperty);
        client.forEach(p::setProperty);
        return p;
    }

    /**
     * The properties of a producer whose records are acknowledged by all in-sync replicas and stay in order. One request
     * at a time: where a partition has only just been made, a second request could be taken while the first is refused,
     * and then the first never is.
     */
    Properties producer(Map<String, String> extra) {
        Map<String, String> p = new TreeMap<>(extra);
        p.put("acks", "all");
        p.put("max.in.flight.requests.per.connection", "1");
        return properties(p);
    }

    /** Without the client properties: they may hold secrets. */
    @Override
    public String toString() {
        return "KafkaSettings[bootstrap=" + bootstrap + ", client=" + client.keySet() + "]";
    }
}
