package io.tidewatch.replay.explain;

import io.tidewatch.replay.RuleProbe;
import io.tidewatch.time.LocalTimes;
import java.util.ArrayList;
import java.util.List;

/** An explanation as it is printed: a title, then lines with a label before the first of those that belong together. */
final class Lines {
    private static final int MAX_LETTERS = 60;

    private final List<String> out = new ArrayList<>();
    private final LocalTimes times;

    Lines(LocalTimes times) {
        this.times = times;
    }

    void title(String text) {
        out.add(text);
    }

    void line(String label, String text) {
        out.add(String.format("  %-10s %s", label, text));
    }

    /** Belongs to the line before. */
    void more(String text) {
        line("", text);
    }

    /** The first with a label, the others below it. */
    void block(String label, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            line(i == 0 ? label : "", texts.get(i));
        }
    }

    /**
     * What a customer said, and when.
     *
     * @param note behind the time, or empty
     */
    void message(RuleProbe.Hit hit, String note) {
        more(times.stamp(hit.time()) + (note.isEmpty() ? "" : " (" + note + ")") + " "
                + plain(hit.message().message().feedback().text()));
    }

    List<String> all() {
        return List.copyOf(out);
    }

    /** A customer's words, short and without anything that a terminal would act upon. */
    static String plain(String text) {
        StringBuilder b = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .limit(MAX_LETTERS)
                .forEach(b::appendCodePoint);
        return b.length() < text.length() ? b + "…" : b.toString();
    }

    /** {@code 1 message}, {@code 2 messages}. */
    static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
