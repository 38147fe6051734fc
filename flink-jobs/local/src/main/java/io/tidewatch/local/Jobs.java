package io.tidewatch.local;

import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.TopicSettings;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.dashboard.wall.WallServer;
import io.tidewatch.dashboard.wall.WallSettings;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** What runs on the servers: the one place where the stack meets the jobs and the wall. */
final class Jobs {
    private Jobs() {}

    /** Sets up what must be there before the first record: topics, index templates. May be done any number of times. */
    static void prepare(Backends backends, Configuration configuration) throws IOException, InterruptedException {
        try {
            Topics.create(KafkaSettings.of(backends.kafka()), TopicSettings.defaults());
        } catch (ExecutionException e) {
            throw new IOException("cannot set up the topics: " + e.getCause().getMessage(), e);
        }
        IndexTemplates.install(backends.elasticsearch());
    }

    /** The jobs in the order in which they are started. */
    static List<JobDefinition> definitions(Backends backends, Configuration configuration, String idKey) {
        return List.of();
    }

    static WallServer wall(Backends backends, Configuration configuration, int port) {
        return WallServer.start(new WallSettings(
                configuration.text(Option.WALL_BIND), port, backends.redis(), backends.elasticsearch()));
    }
}
