package io.tidewatch.local.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every knob there is: what it is called, what it takes, what it is when not set, what it does. */
public enum Option {
    KAFKA_BOOTSTRAP("kafka.bootstrap", OptionType.ADDRESSES, "", "Use this Kafka instead of starting one."),
    KAFKA_HEAP("kafka.heap", OptionType.SIZE, "512m", "Heap of the Kafka that is started."),
    ELASTICSEARCH_URL("elasticsearch.url", OptionType.HTTP_URL, "", "Use this Elasticsearch instead of starting one."),
    ELASTICSEARCH_HEAP("elasticsearch.heap", OptionType.SIZE, "512m", "Heap of the Elasticsearch that is started."),
    REDIS_URL("redis.url", OptionType.REDIS_URL, "", "Use this Redis instead of starting one."),
    FLINK_PORT("flink.port", OptionType.PORT, "0", "Port of the Flink UI on 127.0.0.1; 0 takes a free one."),
    PARALLELISM("parallelism", OptionType.COUNT, "2", "Parallel instances of every operator, up to 720."),
    CHECKPOINT_INTERVAL("checkpoint.interval", OptionType.DURATION, "10s", "Time between checkpoints of a job."),
    STATE_BACKEND(
            "state.backend",
            List.of("heap", "rocksdb"),
            "heap",
            "Where jobs keep their state: heap is fastest, rocksdb holds more than fits in memory."),
    TEXT_MAX_LENGTH("text.max_length", OptionType.COUNT, "20000", "Longer texts become dead letters; in characters."),
    TIMEZONE(
            "timezone",
            OptionType.ZONE,
            "Asia/Shanghai",
            "Whose hours, weekends and days are usual, and whose clock times pushes, reports and the wall show, with its"
                    + " daylight saving; after a change the usual day is learnt anew."),
    OUT_OF_ORDERNESS(
            "out_of_orderness",
            OptionType.DURATION,
            "5s",
            "How far messages of a source may be out of order; delays every evaluation by as much."),
    ALLOWED_LATENESS(
            "allowed_lateness",
            OptionType.DURATION,
            "2m",
            "A message that is later counts, but opens no alert and raises none; a group of rules may say otherwise."),
    COUNT_HORIZON(
            "count_horizon",
            OptionType.DURATION,
            "48h",
            "Messages later than this are indexed but not counted; duplicates are known for as long."),
    HISTORICAL_AFTER(
            "historical_after",
            OptionType.DURATION,
            "15m",
            "An episode whose event time is further behind the clock is recorded and not pushed."),
    RETENTION("retention", OptionType.DURATION, "30d", "Older messages become dead letters."),
    PUBLIC_URL(
            "public_url",
            OptionType.HTTP_URL,
            "",
            "Where people reach the wall, for the links in pushes; that of the notify file goes before it, without either there are none."),
    ID_KEY(
            "id_key",
            OptionType.SECRET,
            "",
            "Key for hashing the ids of people and orders; without it one is made and kept under the data directory."),
    WALL_BIND("wall.bind", OptionType.TEXT, "127.0.0.1", "Address the wall listens on; 0.0.0.0 opens it to all."),
    WALL_PORT("wall.port", OptionType.PORT, "0", "Port of the wall; 0 takes a free one."),
    INGEST_BIND("ingest.bind", OptionType.TEXT, "127.0.0.1", "Address that POST /feedback listens on."),
    INGEST_PORT("ingest.port", OptionType.PORT, "0", "Port of POST /feedback; 0 takes a free one."),
    INGEST_SECRET(
            "ingest.secret",
            OptionType.SECRET,
            "",
            "When set, POST /feedback takes only requests signed with it (Standard Webhooks)."),
    RULES_DIR("rules.dir", OptionType.PATH, "alert-rules/rules", "Rule files; up takes a change while it runs."),
    TAXONOMY_DIR(
            "taxonomy.dir",
            OptionType.PATH,
            "alert-rules/taxonomy",
            "Taxonomy files; up takes a change while it runs."),
    RETAG_PER_SECOND(
            "retag.per_second",
            OptionType.RATE,
            "200",
            "How many stored messages are read again in a second at most when the taxonomy or the analysis has changed; 0: none."),
    NOTIFY_FILE("notify.file", OptionType.PATH, "alert-rules/notify.yaml", "Who is notified of what, and how."),
    MEMORY_REQUIRED("memory.required", OptionType.SIZE, "3g", "Available memory below which nothing is started."),
    DISK_REQUIRED("disk.required", OptionType.SIZE, "2g", "Free disk below which nothing is started.");

    private final String key;
    private final OptionType type;

    @SuppressWarnings("ImmutableEnumChecker") // it is List.of
    private final List<String> choices;

    private final String fallback;
    private final String description;

    Option(String key, OptionType type, String fallback, String description) {
        this(key, type, List.of(), fallback, description);
    }

    Option(String key, List<String> choices, String fallback, String description) {
        this(key, OptionType.TEXT, choices, fallback, description);
    }

    Option(String key, OptionType type, List<String> choices, String fallback, String description) {
        this.key = key;
        this.type = type;
        this.choices = choices;
        this.fallback = fallback;
        this.description = description;
    }

    /** As in tidewatch.yaml, for example {@code elasticsearch.url}. */
    public String key() {
        return key;
    }

    public OptionType type() {
        return type;
    }

    /** The only values allowed, or empty when the type alone decides. */
    public List<String> choices() {
        return choices;
    }

    /** The default; empty means not set. */
    public String fallback() {
        return fallback;
    }

    public String description() {
        return description;
    }

    /** For example {@code TIDEWATCH_ELASTICSEARCH_URL}. */
    public String variable() {
        return "TIDEWATCH_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** What a value may be, in words. */
    public String expects() {
        return choices.isEmpty() ? type.words() : String.join(" | ", choices);
    }

    /** By its key; {@code -} and {@code _} are the same. */
    static Optional<Option> of(String key) {
        String canonical = key.replace('-', '_');
        return Arrays.stream(values()).filter(o -> o.key.equals(canonical)).findFirst();
    }
}
