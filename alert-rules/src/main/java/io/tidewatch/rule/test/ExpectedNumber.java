package io.tidewatch.rule.test;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.tidewatch.rule.Condition.Operator;
import java.util.Arrays;

/** What a number must be, such as {@code >= 100}; a plain number means equal to it. */
public record ExpectedNumber(Operator operator, double value) {
    private static final Pattern FORM = Pattern.compile(
            "\\s*(>=|<=|==|>|<)?\\s*([+-]?(?:[0-9]{1,15}(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?)\\s*");

    /** Equality of a measure that was divided: so far apart may two be that print alike. */
    private static final double EQUAL = 1e-9;

    /** @throws IllegalArgumentException naming the value and what was expected */
    public static ExpectedNumber parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("'" + text + "', expected a comparison such as '>= 100', or a number");
        }
        String symbol = m.group(1) == null ? "==" : m.group(1);
        Operator operator = Arrays.stream(Operator.values())
                .filter(o -> o.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
        return new ExpectedNumber(operator, Double.parseDouble(m.group(2)));
    }

    /** False for NaN, a measure that is not known. */
    public boolean holds(double measured) {
        return switch (operator) {
            case AT_LEAST -> measured >= value;
            case ABOVE -> measured > value;
            case AT_MOST -> measured <= value;
            case BELOW -> measured < value;
            case EQUAL -> Math.abs(measured - value) <= EQUAL * Math.max(1, Math.abs(value));
        };
    }

    @Override
    public String toString() {
        String number = value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
        return operator.symbol() + " " + number;
    }
}
