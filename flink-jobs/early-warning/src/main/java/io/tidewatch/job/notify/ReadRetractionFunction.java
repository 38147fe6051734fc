package io.tidewatch.job.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidewatch.job.metric.NotifyMetric;
import io.tidewatch.wire.Retraction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads retractions as on the topic. What is none is counted and left out. */
final class ReadRetractionFunction extends RichFlatMapFunction<String, Retraction> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ReadRetractionFunction.class);

    private transient Counter unreadable;

    @Override
    public void open(OpenContext context) {
        unreadable =
                NotifyMetric.RETRACTIONS_UNREADABLE.counter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void flatMap(String json, Collector<Retraction> out) {
        try {
            out.collect(Retraction.read(json));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            unreadable.inc();
            LOG.warn(
                    "retraction not understood, ignoring it: length={} problem={}",
                    json.length(),
                    e.getClass().getSimpleName());
        }
    }
}
