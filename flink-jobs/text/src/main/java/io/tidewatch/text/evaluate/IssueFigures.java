package io.tidewatch.text.evaluate;

/**
 * How well issues were found in a group of messages.
 *
 * @param messages how many
 * @param right issues found that a person names too
 * @param wrong issues found that no person names
 * @param missed issues that a person names and were not found
 */
public record IssueFigures(int messages, int right, int wrong, int missed) {
    static final IssueFigures NONE = new IssueFigures(0, 0, 0, 0);

    IssueFigures plus(IssueFigures o) {
        return new IssueFigures(messages + o.messages, right + o.right, wrong + o.wrong, missed + o.missed);
    }

    /** Share of the found issues that are right, 0–1; 1 when none was found. */
    public double precision() {
        return right + wrong == 0 ? 1 : (double) right / (right + wrong);
    }

    /** Share of the named issues that were found, 0–1; 1 when none is named. */
    public double recall() {
        return right + missed == 0 ? 1 : (double) right / (right + missed);
    }

    /** Harmonic mean of precision and recall, 0–1. */
    public double f1() {
        double sum = precision() + recall();
        return sum == 0 ? 0 : 2 * precision() * recall() / sum;
    }
}
