package io.tidewatch.connector.kafka;

import io.tidewatch.feedback.Feedback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names of all topics, what each stands for, and how each is set up. */
public final class Topics {
    /** Names of the topics that take feedback as received. */
    public static final String FEEDBACK_PATTERN = "tidewatch\\.feedback\\.[a-z0-9-]+";

    public static final String FEEDBACK_PREFIX = "tidewatch.feedback.";
    public static final String FEEDBACK_SOCIAL = FEEDBACK_PREFIX + "social";
    public static final String FEEDBACK_SERVICE = FEEDBACK_PREFIX + "service";
    public static final String FEEDBACK_REVIEW = FEEDBACK_PREFIX + "review";
    public static final String FEEDBACK_SURVEY = FEEDBACK_PREFIX + "survey";
    public static final String ANNOTATED = "tidewatch.annotated";
    public static final String MEASURES = "tidewatch.measures";
    public static final String ALERTS = "tidewatch.alerts";
    public static final String INCIDENTS = "tidewatch.incidents";
    public static final String RECEIPTS = "tidewatch.receipts";

    /** Deliveries that are about to be sent; for the ledger alone. */
    public static final String INTENTS = "tidewatch.intents";

    /** Messages that were deleted or changed, for whoever still shows what they said. */
    public static final String RETRACTIONS = "tidewatch.retractions";

    public static final String ACTIONS = "tidewatch.actions";
    public static final String RULES = "tidewatch.rules";
    /** What stored feedback teaches new rules. */
    public static final String PRIMERS = "tidewatch.primers";

    public static final String DEAD_LETTERS = "tidewatch.dead-letters";

    /** Signs of life of our own jobs, by which others tell that nobody speaks from that nobody listens. */
    public static final String HEARTBEATS = "tidewatch.heartbeats";

    /** Once the jobs have read one, they keep what it taught. */
    private static final long PRIMER_RETENTION_MS = 24 * 3_600_000L;

    /** Only the newest one is of any use. */
    private static final long HEARTBEAT_RETENTION_MS = 3_600_000L;

    /** What is queued for people is given up after a day. */
    private static final long RETRACTION_RETENTION_MS = Duration.ofDays(2).toMillis();

    /** Nothing is sent for longer than a day. */
    private static final long INTENT_RETENTION_MS = Duration.ofDays(2).toMillis();

    private static final Logger LOG = LoggerFactory.getLogger(Topics.class);

    private Topics() {}

    /** The channel of a message that names none itself, by the topic it came on. */
    public static String defaultChannel(String topic) {
        String name = topic.startsWith(FEEDBACK_PREFIX) ? topic.substring(FEEDBACK_PREFIX.length()) : topic;
        if (name.equals("service")) {
            return "im";
        }
        return Feedback.CHANNELS.contains(name) ? name : "other";
    }

    /** The topic that messages of a channel go to: that of the group it belongs to. */
    public static String feedbackTopic(String channel) {
        switch (channel) {
            case "im":
            case "phone":
            case "email":
            case "ticket":
                return FEEDBACK_SERVICE;
            case "review":
            case "store":
            case "app":
                return FEEDBACK_REVIEW;
            case "survey":
                return FEEDBACK_SURVEY;
            default:
                return FEEDBACK_SOCIAL;
        }
    }

    /** Every topic as it should be; feedback topics of other names may be added by anyone. */
    public static List<TopicSpec> specs(TopicSettings s) {
        List<TopicSpec> specs = new ArrayList<>();
        for (String topic :
                List.of(FEEDBACK_SOCIAL, FEEDBACK_SERVICE, FEEDBACK_REVIEW, FEEDBACK_SURVEY, ANNOTATED, MEASURES)) {
            specs.add(spec(topic, s.partitions(), s, "delete", s.feedbackRetention()));
        }
        for (String topic : List.of(ALERTS, INCIDENTS, ACTIONS, DEAD_LETTERS)) {
            specs.add(spec(topic, s.partitions(), s, "delete", s.recordRetention()));
        }
        specs.add(spec(RETRACTIONS, 1, s, "delete", RETRACTION_RETENTION_MS));
        specs.add(spec(PRIMERS, 1, s, "delete", PRIMER_RETENTION_MS));
        specs.add(spec(HEARTBEATS, 1, s, "delete", HEARTBEAT_RETENTION_MS));
        // The ledger of deliveries is read to its end at every start: one record per delivery, and none for ever.
        specs.add(spec(RECEIPTS, s.partitions(), s, "compact,delete", s.recordRetention()));
        specs.add(spec(INTENTS, s.partitions(), s, "compact,delete", INTENT_RETENTION_MS));
        // One partition, so that a manifest comes after all its parts; kept for ever, so that a rollback finds them.
        specs.add(spec(RULES, 1, s, "compact", -1));
        return specs;
    }

    private static TopicSpec spec(String name, int partitions, TopicSettings s, String cleanup, long retention) {
        Map<String, String> config = new TreeMap<>();
        config.put("cleanup.policy", cleanup);
        config.put("retention.ms", Long.toString(retention));
        config.put("max.message.bytes", Integer.toString(KafkaSettings.MAX_MESSAGE_BYTES));
        // The broker's clock says when a record was received; a producer's wrong clock must not decide its retention.
        config.put("message.timestamp.type", "LogAppendTime");
        return new TopicSpec(name, partitions, s.replication(), config);
    }

    /**
     * Creates the topics that are missing and sets the configuration of those that exist; partitions of existing
     * topics stay as they are. May be called any number of times.
     *
     * @throws ExecutionException when the broker refuses, or is away for longer than the client's timeout
     */
    public static void create(KafkaSettings kafka, TopicSettings settings)
            throws ExecutionException, InterruptedException {
        List<TopicSpec> specs = specs(settings);
        try (Admin admin = Admin.create(kafka.properties(Map.of("client.id", "tidewatch-topics")))) {
            admin.incrementalAlterConfigs(alterations(existing(admin, specs)))
                    .all()
                    .get();
        }
    }

    private static List<TopicSpec> existing(Admin admin, List<TopicSpec> specs)
            throws ExecutionException, InterruptedException {
        List<NewTopic> wanted = new ArrayList<>();
        for (TopicSpec s : specs) {
            Optional<Short> replication =
                    s.replication() == 0 ? Optional.empty() : Optional.of((short) s.replication());
            wanted.add(new NewTopic(s.name(), Optional.of(s.partitions()), replication).configs(s.config()));
        }
        CreateTopicsResult result = admin.createTopics(wanted);
        List<TopicSpec> existing = new ArrayList<>();
        for (TopicSpec s : specs) {
            KafkaFuture<Void> created = Objects.requireNonNull(result.values().get(s.name()));
            try {
                created.get();
                LOG.info("topic created: topic={} partitions={}", s.name(), s.partitions());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
                existing.add(s);
            }
        }
        return existing;
    }

    private static Map<ConfigResource, Collection<AlterConfigOp>> alterations(List<TopicSpec> specs) {
        Map<ConfigResource, Collection<AlterConfigOp>> all = new HashMap<>();
        for (TopicSpec s : specs) {
            List<AlterConfigOp> ops = new ArrayList<>();
            s.config().forEach((k, v) -> ops.add(new AlterConfigOp(new ConfigEntry(k, v), AlterConfigOp.OpType.SET)));
            all.put(new ConfigResource(ConfigResource.Type.TOPIC, s.name()), ops);
        }
        return all;
    }
}
