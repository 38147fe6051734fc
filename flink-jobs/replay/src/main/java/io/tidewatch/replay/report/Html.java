package io.tidewatch.replay.report;

/** Text inside a page: a hostile post stays text. */
public final class Html {
    private Html() {}

    /** Escaped for element content and quoted attributes; control characters become spaces. */
    public static String text(String raw) {
        StringBuilder out = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    boolean direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
                    out.appendCodePoint(
                            c < ' ' || c == 0x7F || direction || Character.getType(c) == Character.SURROGATE ? ' ' : c);
                }
            }
        });
        return out.toString();
    }
}
