package io.tidewatch.job.detect.figures;

/**
 * How the messages of a source have come, by the wall clock: bit by bit, or in one go as from a file. Messages that come
 * with less than {@link #PAUSE_MS} between them are one spell.
 *
 * @param firstAt when the first was counted, epoch milliseconds; 0: before anybody looked
 * @param lastAt when the newest was counted
 * @param spells how many spells there were
 * @param minutes how many minutes had messages
 * @param live how many messages came while they were news
 * @param spellAt when the newest spell began
 * @param spellMessages how many messages it has
 */
public record SourceArrivals(
        long firstAt, long lastAt, int spells, int minutes, long live, long spellAt, long spellMessages) {
    /** Nothing has come yet. */
    static final SourceArrivals NONE = new SourceArrivals(0, 0, 0, 0, 0, 0, 0);

    private static final long PAUSE_MS = 30 * 60_000L;
    private static final long NEWS_MS = 10 * 60_000L;

    /** A file is read within so long. */
    private static final long BURST_MS = 5 * 60_000L;

    /** A spell with messages in more minutes than this is no file. */
    private static final int BURST_MINUTES = 30;

    /** After so long without more, what came in one go is complete. */
    private static final long COMPLETE_MS = 60_000L;

    /** A source of which no more is known than that it has sent for long. */
    static SourceArrivals steady(long now) {
        return new SourceArrivals(0, now, 1, Integer.MAX_VALUE / 2, 1, now, 0);
    }

    /**
     * @param now wall clock, epoch milliseconds
     * @param newest event time of the newest message
     * @param count how many more messages there are
     */
    SourceArrivals heard(long now, long newest, long count) {
        boolean first = spells == 0;
        boolean pause = first || now - lastAt > PAUSE_MS;
        return new SourceArrivals(
                first ? now : firstAt,
                now,
                spells + (pause ? 1 : 0),
                minutes + (first || now / Tally.MINUTE_MS != lastAt / Tally.MINUTE_MS ? 1 : 0),
                live + (now - newest <= NEWS_MS ? count : 0),
                pause ? now : spellAt,
                pause ? count : spellMessages + count);
    }

    /**
     * True when all that ever came, came in one go, or in several with past times, and the newest is complete: there is
     * nothing to wait for. A source that has sent bit by bit and stops is another matter.
     */
    boolean isImported(long now) {
        boolean inOneGo = spells == 1 && lastAt - firstAt <= BURST_MS;
        boolean past = live == 0 && minutes <= BURST_MINUTES * (long) spells;
        return spells > 0 && now - lastAt > COMPLETE_MS && (inOneGo || past);
    }
}
