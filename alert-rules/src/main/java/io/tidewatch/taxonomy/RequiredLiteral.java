package io.tidewatch.taxonomy;

/**
 * The text that must occur wherever a regular expression matches. It is searched for with all other words in one pass,
 * and the expression is run only where it occurs; so an expression without one is refused.
 */
public final class RequiredLiteral {
    private RequiredLiteral() {}

    /** The longest run of plain characters outside of brackets, classes and alternatives; empty when there is none. */
    public static String of(String regex) {
        String best = "";
        StringBuilder run = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '|' && depth == 0) {
                return "";
            }
            if (c == '(' || c == '[' || c == ')' || c == ']') {
                depth += c == '(' || c == '[' ? 1 : -1;
                best = longer(best, run);
                continue;
            }
            if (depth > 0) {
                continue;
            }
            if (c == '?' || c == '*' || c == '{') {
                run.setLength(Math.max(0, run.length() - 1));
                best = longer(best, run);
                if (c == '{') {
                    i = Math.max(i, regex.indexOf('}', i));
                }
            } else if (c == '\\' || c == '.' || c == '+' || c == '^' || c == '$') {
                best = longer(best, run);
                i += c == '\\' ? 1 : 0;
            } else {
                run.append(Character.toLowerCase(c));
            }
        }
        return longer(best, run);
    }

    private static String longer(String best, StringBuilder run) {
        String s = run.length() > best.length() ? run.toString() : best;
        run.setLength(0);
        return s;
    }
}
