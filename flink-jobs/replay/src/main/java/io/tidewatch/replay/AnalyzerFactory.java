package io.tidewatch.replay;

import io.tidewatch.text.Analyzer;
import java.io.Serializable;

/** Makes the analyzer where it is used: its dictionaries do not travel. */
@FunctionalInterface
public interface AnalyzerFactory extends Serializable {
    Analyzer create();
}
