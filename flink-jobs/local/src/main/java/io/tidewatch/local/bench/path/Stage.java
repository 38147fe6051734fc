package io.tidewatch.local.bench.path;

import io.tidewatch.local.flink.JobDefinition;
import java.util.List;

/**
 * A job with what it reads.
 *
 * @param job its name is the group of its sources
 * @param sources by their names in the job; they read all of the topics and nothing else
 * @param topics that are through when all of their records are
 */
record Stage(JobDefinition job, List<String> sources, List<String> topics) {
    Stage {
        sources = List.copyOf(sources);
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
