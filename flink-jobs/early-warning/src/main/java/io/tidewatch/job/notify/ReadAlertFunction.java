package io.tidewatch.job.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidewatch.alert.Alert;
import io.tidewatch.job.metric.NotifyMetric;
import io.tidewatch.wire.AlertJson;
import java.time.DateTimeException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads alerts as on the topic. What is no alert is counted and left out: the topic is our own, so it is a fault in a writer. */
public final class ReadAlertFunction extends RichFlatMapFunction<String, Alert> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ReadAlertFunction.class);

    private transient Counter unreadable;

    @Override
    public void open(OpenContext context) {
        unreadable = NotifyMetric.ALERTS_UNREADABLE.counter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void flatMap(String json, Collector<Alert> out) {
        try {
            Alert alert = AlertJson.read(json);
            if (alert.id().isEmpty()
                    || alert.fingerprint().isEmpty()
                    || alert.incident().isEmpty()) {
                throw new IllegalArgumentException("id, fingerprint or incident is missing");
            }
            out.collect(alert);
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            unreadable.inc();
            LOG.warn(
                    "alert not understood, ignoring it: length={} problem={}",
                    json.length(),
                    e.getClass().getSimpleName());
        }
    }
}
