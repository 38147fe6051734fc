package io.tidewatch.job.detect;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.job.detect.episode.RecordedEpisode;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.time.AnnotatedRecord;
import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.AnnotatedJson;
import io.tidewatch.wire.Json;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Reads the lines of {@link DetectRebuild} as if the messages came now, in event time. The watermark follows in steps
 * of half a minute and stops at the last message: nothing after it is known. Parallelism 1; no state, since the job is not
 * restored.
 */
final class StoredLinesOperator extends AbstractStreamOperator<AnnotatedRecord>
        implements OneInputStreamOperator<String, AnnotatedRecord> {
    static final OutputTag<RecordedEpisode> RECORDED_EPISODES =
            new OutputTag<>("recorded episodes", TypeInformation.of(RecordedEpisode.class));

    /** Nothing: the rules stay those that it was started with. */
    static final OutputTag<Long> NO_BEATS = new OutputTag<>("no beats", TypeInformation.of(Long.class));

    static final OutputTag<RuleUpdate> NO_RULES = new OutputTag<>("no rules", TypeInformation.of(RuleUpdate.class));

    private static final long serialVersionUID = 1L;
    private static final String ORIGIN = "stored";
    private static final long MARK_MS = 30_000;

    private transient long newest;
    private transient long marked;
    private transient Counter unreadable;

    @Override
    public void open() throws Exception {
        super.open();
        newest = Long.MIN_VALUE;
        marked = Long.MIN_VALUE;
        unreadable = DetectMetric.UNREADABLE.counter(getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<String> line) throws Exception {
        JsonNode n = Json.tree(line.getValue());
        if (n.has(DetectRebuild.UNTIL)) {
            mark(n.path(DetectRebuild.UNTIL).asLong());
        } else if (n.has(DetectRebuild.RECORDED)) {
            long due = n.path(DetectRebuild.DUE).asLong();
            RecordedEpisode recorded = new RecordedEpisode(
                    AlertJson.read(n.path(DetectRebuild.RECORDED).asText()), due);
            output.collect(RECORDED_EPISODES, new StreamRecord<>(recorded, due));
        } else {
            take(n);
        }
    }

    private void take(JsonNode n) {
        AnnotatedFeedback message;
        try {
            message = AnnotatedJson.read(n);
        } catch (InvalidFeedbackException e) {
            unreadable.inc();
            LOG.warn("stored message left: problem={}", e.reason());
            return;
        }
        long time = Math.max(message.feedback().eventTime(), newest);
        newest = time;
        output.collect(new StreamRecord<>(new AnnotatedRecord(message, ORIGIN), time));
        if (marked == Long.MIN_VALUE || time - marked >= MARK_MS) {
            mark(time - 1);
        }
    }

    private void mark(long time) {
        marked = time;
        output.emitWatermark(new Watermark(time));
    }

    /** Time comes from the messages alone. */
    @Override
    public void processWatermark(Watermark mark) {}
}
