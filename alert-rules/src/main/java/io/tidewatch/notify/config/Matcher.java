package io.tidewatch.notify.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One test of a label, as in {@code kind=~"shift|new_term"}. A missing label counts as empty; patterns match the whole
 * value and run in linear time.
 */
public final class Matcher {
    private static final Pattern FORM = Pattern.compile(
            "\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\"\\s=~!][^\"\\s]*)?)\\s*");
    private static final int MAX_LENGTH = 1_000;

    private final String name;
    private final String op;
    private final String value;
    private final @Nullable Pattern pattern;

    private Matcher(String name, String op, String value, @Nullable Pattern pattern) {
        this.name = name;
        this.op = op;
        this.value = value;
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException naming the text and what was expected */
    public static Matcher parse(String text) {
        com.google.re2j.Matcher m = FORM.matcher(text);
        if (text.length() > MAX_LENGTH || !m.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "', expected label=\"value\" with one of the operators = != =~ !~");
        }
        String op = String.valueOf(m.group(2));
        String quoted = m.group(3);
        String bare = m.group(4) == null ? "" : m.group(4);
        String value = quoted != null ? unescape(quoted) : bare;
        Pattern pattern = null;
        if (op.endsWith("~")) {
            try {
                pattern = Pattern.compile(value);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("'" + text + "', not a pattern: " + e.getDescription(), e);
            }
        }
        return new Matcher(String.valueOf(m.group(1)), op, value, pattern);
    }

    private static String unescape(String s) {
        StringBuilder b = new StringBuilder(s.length());
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '\\' && i + 1 < s.length() && (s.charAt(i + 1) == '"' || s.charAt(i + 1) == '\\')) {
                c = s.charAt(++i);
            }
            b.append(c);
        }
        return b.toString();
    }

    public String name() {
        return name;
    }

    public boolean matches(Map<String, String> labels) {
        String actual = labels.getOrDefault(name, "");
        boolean holds = pattern == null ? actual.equals(value) : pattern.matches(actual);
        return op.startsWith("!") != holds;
    }

    @Override
    public String toString() {
        return name + op + '"' + value + '"';
    }
}
