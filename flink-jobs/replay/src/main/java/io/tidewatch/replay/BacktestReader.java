package io.tidewatch.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.text.Analyzer;
import io.tidewatch.wire.AnnotatedJson;
import io.tidewatch.wire.FeedbackJson;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Reads the lines of a recorded file as a live system would have read them: raw ones are analysed, broken ones counted,
 * and each message gets the instant at which it came to be known as its timestamp, the later of its event time and the
 * watermark before it. So what is late depends on the file alone. The watermark follows in steps of half a minute. Parallelism 1.
 */
final class BacktestReader extends AbstractStreamOperator<AnnotatedFeedback>
        implements OneInputStreamOperator<String, AnnotatedFeedback> {
    private static final long serialVersionUID = 1L;

    /** A watermark for every line would cost more than the lines; where watermarks stand changes nothing. */
    private static final long MARK_MS = 30_000;

    private final AnalyzerFactory analyzers;
    private final long outOfOrdernessMs;

    @SuppressWarnings("NullAway.Init") // with the first message
    private transient Analyzer analyzer;

    private transient FeedbackJson feedback;
    private transient Counter broken;
    private transient ListState<Long> kept;
    private long newest = Long.MIN_VALUE;
    private long marked;

    BacktestReader(AnalyzerFactory analyzers, long outOfOrdernessMs) {
        this.analyzers = analyzers;
        this.outOfOrdernessMs = outOfOrdernessMs;
    }

    @Override
    public void open() throws Exception {
        super.open();
        feedback = new FeedbackJson(FeedbackJson.DEFAULT_MAX_TEXT);
        broken = getMetricGroup().counter("broken_lines");
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        kept = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("newest", Types.LONG));
        for (long n : kept.get()) {
            newest = n;
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        kept.update(List.of(newest));
    }

    @Override
    public void processElement(StreamRecord<String> line) {
        if (line.getValue().isBlank()) {
            return;
        }
        AnnotatedFeedback m;
        try {
            m = read(line.getValue());
        } catch (InvalidFeedbackException | IOException e) {
            broken.inc();
            return;
        }
        long time = m.feedback().eventTime();
        long watermark = newest == Long.MIN_VALUE ? Long.MIN_VALUE : newest - outOfOrdernessMs;
        newest = Math.max(newest, time);
        output.collect(new StreamRecord<>(m, Math.max(time, watermark + 1)));
        if (newest - marked >= MARK_MS) {
            marked = newest;
            output.emitWatermark(new Watermark(newest - outOfOrdernessMs));
        }
    }

    private AnnotatedFeedback read(String line) throws InvalidFeedbackException, IOException {
        JsonNode n = Json.tree(line);
        if (n == null || !n.isObject()) {
            throw new InvalidFeedbackException("malformed_json", "line: expected one JSON object");
        }
        if (AnnotatedJson.isAnnotated(n)) {
            return AnnotatedJson.read(n).withTimes(0, 0);
        }
        Feedback raw = feedback.readTree(n, "other");
        if (analyzer == null) {
            analyzer = analyzers.create();
        }
        return analyzer.analyze(raw);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.getTimestamp() == Long.MAX_VALUE) {
            super.processWatermark(mark);
        }
    }
}
