package io.tidewatch.rule;

/**
 * One comparison, for example {@code ratio: '>= 2'}.
 *
 * @param value for {@link Metric#SENSITIVITY} the false alarms per series-day: .001, .01 or .1
 */
public record Condition(Metric metric, Operator operator, double value) {

    /** Comparison operators of conditions. */
    public enum Operator {
        AT_LEAST(">="),
        ABOVE(">"),
        AT_MOST("<="),
        BELOW("<"),
        EQUAL("==");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    /** False for NaN, the value of a metric that is not known. */
    public boolean holds(double measured) {
        return switch (operator) {
            case AT_LEAST -> measured >= value;
            case ABOVE -> measured > value;
            case AT_MOST -> measured <= value;
            case BELOW -> measured < value;
            case EQUAL -> measured == value;
        };
    }
}
