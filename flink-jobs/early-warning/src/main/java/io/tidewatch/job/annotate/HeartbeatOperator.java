package io.tidewatch.job.annotate;

import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.wire.Json;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Lets everything pass and says every five seconds that annotation lives: whoever waits for messages can then tell that
 * nobody speaks from that nobody listens. It beats in the thread that annotates, so it falls silent when that restarts, hangs
 * or cannot write. Nothing is kept.
 */
public final class HeartbeatOperator extends AbstractStreamOperator<KeyedMessage>
        implements OneInputStreamOperator<KeyedMessage, KeyedMessage> {
    public static final OutputTag<KeyedMessage> BEATS =
            new OutputTag<>("beats", TypeInformation.of(KeyedMessage.class));

    private static final long serialVersionUID = 1L;
    private static final long EVERY_MS = 5_000;

    private final String job;

    /** @param job what it says that it is */
    public HeartbeatOperator(String job) {
        this.job = job;
    }

    @Override
    public void open() throws Exception {
        super.open();
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            getProcessingTimeService()
                    .registerTimer(getProcessingTimeService().getCurrentProcessingTime() + EVERY_MS, this::beat);
        }
    }

    @Override
    public void processElement(StreamRecord<KeyedMessage> element) {
        output.collect(element);
    }

    private void beat(long now) {
        String beat = Json.write(g -> {
            g.writeStringField("job", job);
            g.writeNumberField("at", now);
        });
        output.collect(BEATS, new StreamRecord<>(new KeyedMessage(job, beat)));
        getProcessingTimeService().registerTimer(now + EVERY_MS, this::beat);
    }
}
