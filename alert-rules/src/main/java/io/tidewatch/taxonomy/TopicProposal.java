package io.tidewatch.taxonomy;

import java.util.List;

/**
 * A topic that customers complain of and no leaf names, put to people who may make a leaf of it.
 *
 * @param id the same while the topic grows
 * @param title what people call it, as it stands in the texts
 * @param phrases what is said of it, most telling first; {@code …} for a few characters between
 * @param words that it is known by, most telling first
 * @param examples masked texts
 * @param messages of it, copies included
 * @param authors distinct ones, copies counted once
 * @param days messages of each day, the last day last
 * @param perDayBefore messages per day before the last day
 * @param firstAt event time of the first message, epoch milliseconds
 * @param lastAt event time of the last message, epoch milliseconds
 * @param leaf id of the drafted leaf
 * @param draft the leaf as a file of the taxonomy, YAML
 * @param computedAt epoch milliseconds
 */
public record TopicProposal(
        String id,
        String title,
        List<String> phrases,
        List<String> words,
        List<String> examples,
        long messages,
        long authors,
        List<Long> days,
        double perDayBefore,
        long firstAt,
        long lastAt,
        String leaf,
        String draft,
        long computedAt) {
    public TopicProposal {
        phrases = List.copyOf(phrases);
        words = List.copyOf(words);
        examples = List.copyOf(examples);
        days = List.copyOf(days);
    }

    /** Messages of the last day. */
    public long lastDay() {
        return days.isEmpty() ? 0 : days.get(days.size() - 1);
    }
}
