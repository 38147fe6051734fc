package io.tidewatch.wire;

/** The beginning of a text that may be too long to keep or to show. */
public final class Excerpt {
    private Excerpt() {}

    /**
     * The text, or as much of its beginning as there is room for.
     *
     * @param max most UTF-16 units of the result, at least the length of {@code ellipsis}
     * @param ellipsis follows where something is left out; may be empty
     * @return never half a surrogate pair
     */
    public static String of(String text, int max, String ellipsis) {
        if (text.length() <= max) {
            return text;
        }
        int end = max - ellipsis.length();
        boolean parted = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, parted ? end - 1 : end) + ellipsis;
    }

    /** As {@link #of(String, int, String)}, and nothing says that something is left out. */
    public static String of(String text, int max) {
        return of(text, max, "");
    }
}
