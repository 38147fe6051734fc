package io.tidewatch.surge;

/** Where one rule stands on one series. */
final class Track {
    /** Since when it is open, epoch milliseconds; 0 while it is not, or when that is not known. */
    long openSince;
    /** When the conditions of any severity first held, epoch milliseconds; 0 while they do not. */
    long breachSince;
    /** When the recovery conditions began to hold without a break; 0 while they do not. */
    long calmSince;
    /** True from the first breach until recovery has been told. */
    boolean open;
}
