package io.tidewatch.local.config;

import java.util.ArrayList;
import java.util.List;

/** The options as people read them: the commented file that is delivered, and the table in the documents. */
public final class OptionTable {
    /** The section of tidewatch.yaml that says something of single sources, by their names. */
    static final String SOURCES = "sources";

    /** What it says of each. */
    static final String DELAY = "delay";

    private static final int WIDTH = 118;
    private static final String OF_SOURCES =
            "Usual time from said to heard of one source, by its name as messages give it (0s: never late). A source of four minutes"
                    + " or more is measured on the time it is heard. Left out, the delay is learnt. In this file only.";

    private OptionTable() {}

    /** A tidewatch.yaml in which every option stands as a comment with its default. */
    public static String yaml() {
        StringBuilder out = new StringBuilder();
        out.append("# Configuration of ./tidewatch. Every option with its default; remove the # to change one.\n")
                .append(
                        "# Each can also be given as a variable (elasticsearch.url is TIDEWATCH_ELASTICSEARCH_URL) or, over"
                                + " both, on the\n")
                .append(
                        "# command line (--elasticsearch.url URL). Secrets are references only: file:PATH or env:NAME.\n");
        for (Option o : Option.values()) {
            out.append('\n');
            for (String line : wrap(o.description() + " (" + o.expects() + ")")) {
                out.append("# ").append(line).append('\n');
            }
            out.append("#").append(o.key()).append(": ").append(o.fallback()).append('\n');
        }
        out.append('\n');
        for (String line : wrap(OF_SOURCES + " (duration)")) {
            out.append("# ").append(line).append('\n');
        }
        out.append("#sources.hotline.delay: 4h\n");
        return out.toString().replace(": \n", ":\n");
    }

    /** A Markdown table. */
    public static String markdown() {
        StringBuilder out = new StringBuilder();
        out.append("| key | takes | default | does |\n|---|---|---|---|\n");
        for (Option o : Option.values()) {
            out.append("| `")
                    .append(o.key())
                    .append("` | ")
                    .append(o.expects().replace("|", "\\|"))
                    .append(" | ");
            out.append(o.fallback().isEmpty() ? "–" : "`" + o.fallback() + "`");
            out.append(" | ").append(o.description()).append(" |\n");
        }
        out.append("| `sources.<name>.delay` | duration | – | ")
                .append(OF_SOURCES.replace("this file", "tidewatch.yaml"))
                .append(" |\n");
        return out.toString();
    }

    private static List<String> wrap(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + word.length() + 1 > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
