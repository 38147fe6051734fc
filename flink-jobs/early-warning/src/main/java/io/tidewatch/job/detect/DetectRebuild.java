package io.tidewatch.job.detect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.alert.Alert;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.time.AnnotatedRecord;
import io.tidewatch.job.settings.JobSettings;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.Json;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Gives DetectJob its state again: its own operators read stored feedback in event time and no alert leaves it. A savepoint of this
 * job is a checkpoint that DetectJob starts from; its sources have no part in it and go on where their consumer groups are.
 *
 * <p>The input is lines: annotated messages in order of event time, then the last alerts of episodes, then how far the
 * messages go.
 */
public final class DetectRebuild {
    static final String RECORDED = "recorded";
    static final String DUE = "due_at";
    static final String UNTIL = "until";

    private DetectRebuild() {}

    /**
     * A line with the last alert of an episode.
     *
     * @param until event time of the last line, epoch milliseconds
     */
    public static String recorded(Alert last, long until) {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put(RECORDED, AlertJson.write(last));
        return line.put(DUE, until).toString();
    }

    /**
     * The last line.
     *
     * @param until event time of the newest message, epoch milliseconds
     */
    public static String until(long until) {
        return Json.MAPPER.createObjectNode().put(UNTIL, until).toString();
    }

    /**
     * @param lines in order, on one channel
     * @param rules the set that DetectJob is started with
     */
    public static void define(DataStream<String> lines, JobSettings settings, RuleUpdate rules) {
        lines.getExecutionEnvironment().setParallelism(settings.parallelism());
        SingleOutputStreamOperator<AnnotatedRecord> annotated = lines.transform(
                        "stored messages", TypeInformation.of(AnnotatedRecord.class), new StoredLinesOperator())
                .uid("stored-messages")
                .setParallelism(1);
        DetectJob.between(
                annotated,
                annotated.getSideOutput(StoredLinesOperator.NO_BEATS),
                annotated.getSideOutput(StoredLinesOperator.NO_RULES),
                null,
                annotated.getSideOutput(StoredLinesOperator.RECORDED_EPISODES),
                settings,
                rules);
    }
}
