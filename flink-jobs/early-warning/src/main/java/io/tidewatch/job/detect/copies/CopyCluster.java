package io.tidewatch.job.detect.copies;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Texts that are near copies of one another. Kept per voice key.
 *
 * @param simhashes of the first messages of each cluster under this key
 * @param startedAt event time of those first messages, epoch milliseconds
 * @param wordings of those first messages, see {@link SamePassage}; empty where a checkpoint of an earlier release knew none
 */
public record CopyCluster(List<Long> simhashes, List<Long> startedAt, List<String> wordings) {
    // a checkpoint of an earlier release has none, and the deserializer passes null
    public CopyCluster {
        wordings = wordings != null ? wordings : new ArrayList<>(Collections.nCopies(startedAt.size(), ""));
    }
}
