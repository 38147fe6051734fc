package io.tidewatch.local.bench.path;

import io.tidewatch.local.flink.JobDefinition;
import java.util.List;

/**
 * A job with what it reads.
 *
 * @param job its name is the group of its sources
 * @param topics that are through when all of their records are
 */
record Stage(JobDefinition job, List<String> topics) {
    Stage {
        topics = List.copyOf(topics);
    }

    String group() {
        return job.name();
    }

    /** Records that it has fetched since it was started. */
    long fetched() {
        return TopicReads.fetched(group(), topics);
    }
}
