package io.tidewatch.local.bench.path;

import io.tidewatch.local.flink.JobDefinition;
import java.util.List;

/**
 * A job with what it reads.
 *
 * @param group of its consumers
 * @param topics that are through when its group has no lag
 * @param oneSource whether all of them are read by one source, whose client then counts what it has fetched; else that is not known
 */
record Stage(JobDefinition job, String group, List<String> topics, boolean oneSource) {
    Stage {
        topics = List.copyOf(topics);
    }
}
