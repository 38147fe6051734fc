package io.tidewatch.replay.streams;

/**
 * Alerts within two hours of each other, as the judge sees them.
 *
 * @param first bin in which the first of them opens
 * @param last bin in which one is open
 */
record AlarmStretch(int first, int last, Verdict verdict) {
    enum Verdict {
        /** It opens at a surge that the offline judge is certain of. */
        CERTAIN,
        /** The counts around it, or of the week that follows, are above the usual. */
        EXPLAINED,
        UNEXPLAINED
    }

    double hours() {
        return (last - first + 1) / 12.0;
    }
}
