package io.tidewatch.text.topic;

import java.util.List;

/**
 * Unnamed complaints that are about one thing.
 *
 * @param id the same while the topic grows
 * @param phrases what is said of it as it stands in the texts, most telling first; {@code …} for a few characters between
 * @param words that it is known by, most telling first
 * @param keywords as a leaf of the taxonomy would find it
 * @param nouns that it is about, where it is about something that may be spoken of in other ways
 * @param messages of it, copies included
 * @param authors distinct ones, copies counted once
 * @param days messages of each day, from the first day on
 * @param firstAt event time of the first message, epoch milliseconds
 * @param lastAt event time of the last message, epoch milliseconds
 * @param texts of distinct authors, masked, by time
 */
public record FoundTopic(
        String id,
        List<String> phrases,
        List<String> words,
        List<String> keywords,
        List<String> nouns,
        long messages,
        int authors,
        List<Long> days,
        long firstAt,
        long lastAt,
        List<String> texts) {
    public FoundTopic {
        phrases = List.copyOf(phrases);
        words = List.copyOf(words);
        keywords = List.copyOf(keywords);
        nouns = List.copyOf(nouns);
        days = List.copyOf(days);
        texts = List.copyOf(texts);
    }

    FoundTopic withId(String other) {
        return new FoundTopic(other, phrases, words, keywords, nouns, messages, authors, days, firstAt, lastAt, texts);
    }

    /** What people call it: the first phrase. */
    public String title() {
        return phrases.get(0);
    }

    /** Messages of the last day that all messages of the input reach. */
    public long lastDay() {
        return days.get(days.size() - 1);
    }

    /** Messages per day before the last day; 0 when there is no other day. */
    public double perDayBefore() {
        return days.size() < 2 ? 0 : (double) (days.stream().mapToLong(d -> d).sum() - lastDay()) / (days.size() - 1);
    }
}
