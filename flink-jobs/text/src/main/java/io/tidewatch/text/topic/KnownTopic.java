package io.tidewatch.text.topic;

import java.util.List;

/**
 * A topic that was found before, so that it keeps its id.
 *
 * @param words that it was known by
 */
public record KnownTopic(String id, List<String> words) {
    public KnownTopic {
        words = List.copyOf(words);
    }
}
