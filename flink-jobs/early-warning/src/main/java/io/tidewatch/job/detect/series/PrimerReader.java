package io.tidewatch.job.detect.series;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code tidewatch.primers}; what cannot be read is logged and passed over: the series then learns as it goes.
 */
public final class PrimerReader implements FlatMapFunction<String, SeriesEvent> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PrimerReader.class);

    @Override
    public void flatMap(String json, Collector<SeriesEvent> out) {
        try {
            out.collect(SeriesEvent.learnt(Primer.read(json)));
        } catch (IllegalArgumentException e) {
            LOG.warn("primer passed over: problem={}", e.getMessage());
        }
    }
}
