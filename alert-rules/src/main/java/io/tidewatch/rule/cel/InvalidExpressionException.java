package io.tidewatch.rule.cel;

import java.util.List;

/** An expression that cannot be used; each problem is one sentence that says where in the expression. */
public final class InvalidExpressionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public InvalidExpressionException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems == null ? List.of() : problems;
    }
}
