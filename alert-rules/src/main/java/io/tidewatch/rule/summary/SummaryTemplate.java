package io.tidewatch.rule.summary;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Text with placeholders such as <code>{{region}}</code>. Values are inserted as they are and never read as templates;
 * there are no expressions.
 */
public final class SummaryTemplate {
    private final List<String> parts;

    private SummaryTemplate(List<String> parts) {
        this.parts = parts;
    }

    /**
     * @throws IllegalArgumentException when a placeholder is not closed
     */
    public static SummaryTemplate parse(String text) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (true) {
            int open = text.indexOf("{{", at);
            if (open < 0) {
                parts.add(text.substring(at));
                return new SummaryTemplate(List.copyOf(parts));
            }
            int close = text.indexOf("}}", open);
            if (close < 0) {
                throw new IllegalArgumentException("'{{' without '}}'");
            }
            parts.add(text.substring(at, open));
            parts.add(text.substring(open + 2, close).strip());
            at = close + 2;
        }
    }

    /** Names in order of appearance. */
    public List<String> placeholders() {
        List<String> out = new ArrayList<>();
        for (int i = 1; i < parts.size(); i += 2) {
            out.add(parts.get(i));
        }
        return out;
    }

    /** @param values gives the text for a name */
    String render(UnaryOperator<String> values) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            b.append(i % 2 == 0 ? parts.get(i) : values.apply(parts.get(i)));
        }
        return b.toString();
    }
}
