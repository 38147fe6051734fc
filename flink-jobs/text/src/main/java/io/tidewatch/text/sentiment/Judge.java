package io.tidewatch.text.sentiment;

/** Says how probable each polarity is in a text; one of several that are measured side by side. */
@FunctionalInterface
public interface Judge {
    /** Probabilities of the three labels, together 1. */
    record Odds(double negative, double neutral, double positive) {}

    Odds judge(LabelledText text);
}
