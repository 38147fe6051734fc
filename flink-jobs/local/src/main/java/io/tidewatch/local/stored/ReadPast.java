package io.tidewatch.local.stored;

/**
 * How far stored feedback has been read by one version of the analysis. What was deleted is not counted.
 *
 * @param version {@code analysis_version} of what is read
 * @param read messages whose annotation is of that version
 * @param messages all that are stored
 */
public record ReadPast(String version, long read, long messages) {
    public long unread() {
        return messages - read;
    }

    /** For people, one line. */
    public String inWords() {
        return unread() == 0
                ? "all " + messages + " read by analysis " + version
                : read + " of " + messages + " read again by analysis " + version;
    }
}
