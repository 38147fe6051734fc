package io.tidewatch.local.stack;

import io.tidewatch.connector.elasticsearch.BulkLimits;
import io.tidewatch.connector.elasticsearch.ElasticsearchSettings;
import io.tidewatch.connector.kafka.KafkaFailure;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.RuleTopic;
import io.tidewatch.connector.kafka.TopicSettings;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.connector.redis.RedisSettings;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.dashboard.wall.WallServer;
import io.tidewatch.dashboard.wall.WallSettings;
import io.tidewatch.job.annotate.AnnotateJob;
import io.tidewatch.job.annotate.TaxonomyUpdate;
import io.tidewatch.job.detect.DetectJob;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.index.IndexJob;
import io.tidewatch.job.notify.NotifyJob;
import io.tidewatch.job.notify.NotifySettings;
import io.tidewatch.job.settings.JobSettings;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.local.flink.JobDefinition;
import io.tidewatch.rule.file.RuleBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** What runs on the servers: the one place where the stack meets the jobs and the wall. */
final class Jobs {
    private Jobs() {}

    /** Sets up what must be there before the first record: topics, index templates. May be done any number of times. */
    static void prepare(Backends backends) throws IOException, InterruptedException {
        try {
            Topics.create(KafkaSettings.of(backends.kafka()), TopicSettings.defaults());
        } catch (ExecutionException e) {
            throw new IOException("cannot set up the topics: " + KafkaFailure.message(e), e);
        }
        IndexTemplates.install(backends.elasticsearch());
    }

    /** Which state each job keeps, by its name. */
    static final Map<String, Integer> STATE_VERSIONS = Map.of(
            IndexJob.NAME, IndexJob.STATE_VERSION,
            NotifyJob.NAME, NotifyJob.STATE_VERSION,
            DetectJob.NAME, DetectJob.STATE_VERSION,
            AnnotateJob.NAME, AnnotateJob.STATE_VERSION);

    /**
     * What is started.
     *
     * @param definitions in the order in which they are started
     * @param published the rules that are live now, and what there is to say of them
     */
    record Plan(
            List<JobDefinition> definitions,
            JobSettings settings,
            NotifySettings delivery,
            FolderPublication.Published published) {
        /** The rules that are live now. */
        RuleBundle live() {
            return published.live();
        }
    }

    /** The rules are put live first, so that nothing is routed before they are. */
    static Plan plan(Backends backends, Configuration configuration, StackFiles files, String idKey) {
        JobSettings settings = settings(backends, configuration, idKey);
        FolderPublication.Published published =
                new FolderPublication(new RuleTopic(settings.kafka(), Clock.systemUTC())).onStart(files);
        RuleBundle live = published.live();
        RuleUpdate rules = RuleUpdate.of(live);
        TaxonomyUpdate taxonomy = TaxonomyUpdate.of(live);
        NotifySettings notify = files.notifySettings(configuration);
        List<JobDefinition> definitions = List.of(
                new JobDefinition(IndexJob.NAME, IndexJob.STATE_VERSION, env -> IndexJob.define(env, settings)),
                new JobDefinition(
                        NotifyJob.NAME, NotifyJob.STATE_VERSION, env -> NotifyJob.define(env, settings, notify)),
                new JobDefinition(
                        DetectJob.NAME, DetectJob.STATE_VERSION, env -> DetectJob.define(env, settings, rules)),
                new JobDefinition(
                        AnnotateJob.NAME,
                        AnnotateJob.STATE_VERSION,
                        env -> AnnotateJob.define(env, settings, taxonomy)));
        return new Plan(definitions, settings, notify, published);
    }

    /** The rules that were live when a stack last ran here; empty when none ever were. */
    static Optional<RuleBundle> lastLive(Backends backends) {
        return rules(backends.kafka()).newest();
    }

    /** What is live, and was. */
    static RuleTopic rules(String kafka) {
        return new RuleTopic(KafkaSettings.of(kafka), Clock.systemUTC());
    }

    static JobSettings settings(Backends backends, Configuration c, String idKey) {
        return new JobSettings(
                        KafkaSettings.of(backends.kafka()),
                        ElasticsearchSettings.of(backends.elasticsearch()),
                        BulkLimits.DEFAULT,
                        RedisSettings.of(backends.redis()),
                        c.number(Option.PARALLELISM),
                        c.number(Option.TEXT_MAX_LENGTH),
                        c.duration(Option.OUT_OF_ORDERNESS).toMillis(),
                        c.duration(Option.ALLOWED_LATENESS).toMillis(),
                        c.duration(Option.COUNT_HORIZON).toMillis(),
                        c.duration(Option.RETENTION).toMillis(),
                        Duration.ofMinutes(10).toMillis(),
                        c.duration(Option.HISTORICAL_AFTER).toMillis(),
                        idKey.getBytes(StandardCharsets.UTF_8))
                .withSourceDelays(delays(c))
                .withTimezone(c.zone(Option.TIMEZONE));
    }

    private static Map<String, Long> delays(Configuration c) {
        Map<String, Long> delays = new TreeMap<>();
        c.sourceDelays().forEach((source, delay) -> delays.put(source, delay.toMillis()));
        return delays;
    }

    static WallServer wall(Backends backends, Configuration configuration, StackFiles files, int port) {
        return WallServer.start(new WallSettings(
                configuration.text(Option.WALL_BIND),
                port,
                backends.redis(),
                backends.elasticsearch(),
                files.issues(),
                configuration.zone(Option.TIMEZONE)));
    }
}
