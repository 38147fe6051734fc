package io.tidewatch.local.stack;

import io.tidewatch.connector.elasticsearch.BulkLimits;
import io.tidewatch.connector.elasticsearch.ElasticsearchSettings;
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
import io.tidewatch.rule.file.RuleBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** What runs on the servers: the one place where the stack meets the jobs and the wall. */
final class Jobs {
    private Jobs() {}

    /** Sets up what must be there before the first record: topics, index templates. May be done any number of times. */
    static void prepare(Backends backends) throws IOException, InterruptedException {
        try {
            Topics.create(KafkaSettings.of(backends.kafka()), TopicSettings.defaults());
        } catch (ExecutionException e) {
            throw new IOException("cannot set up the topics: " + e.getCause().getMessage(), e);
        }
        IndexTemplates.install(backends.elasticsearch());
    }

    /**
     * The jobs in the order in which they are started. The rules are put live first, so that nothing is routed before
     * they are.
     */
    static List<JobDefinition> definitions(
            Backends backends, Configuration configuration, StackFiles files, String idKey) {
        JobSettings settings = settings(backends, configuration, idKey);
        RuleBundle live =
                new RuleTopic(settings.kafka(), Clock.systemUTC()).publish(files.parts(), "local", "started with");
        RuleUpdate rules = RuleUpdate.of(live);
        TaxonomyUpdate taxonomy = TaxonomyUpdate.of(live);
        NotifySettings notify = files.notifySettings(configuration);
        return List.of(
                new JobDefinition(IndexJob.NAME, env -> IndexJob.define(env, settings)),
                new JobDefinition(NotifyJob.NAME, env -> NotifyJob.define(env, settings, notify)),
                new JobDefinition(DetectJob.NAME, env -> DetectJob.define(env, settings, rules)),
                new JobDefinition(AnnotateJob.NAME, env -> AnnotateJob.define(env, settings, taxonomy)));
    }

    /** Puts files live on a running stack. @return the revision that is live now */
    static long publish(String kafka, StackFiles files, String author) {
        return new RuleTopic(KafkaSettings.of(kafka), Clock.systemUTC())
                .publish(files.parts(), author, "file saved")
                .manifest()
                .revision();
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
                idKey.getBytes(StandardCharsets.UTF_8));
    }

    static WallServer wall(Backends backends, Configuration configuration, StackFiles files, int port) {
        return WallServer.start(new WallSettings(
                configuration.text(Option.WALL_BIND),
                port,
                backends.redis(),
                backends.elasticsearch(),
                files.issues()));
    }
}
