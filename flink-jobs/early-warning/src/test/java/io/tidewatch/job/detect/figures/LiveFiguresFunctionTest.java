package io.tidewatch.job.detect.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.redis.RedisWrite;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.time.LocalClock;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveFiguresFunctionTest {
    private static final long T = Feed.START;

    private KeyedOneInputStreamOperatorTestHarness<Integer, Tally, RedisWrite> harness;

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldSayOnWhichDayOfLearningItIsAlsoAfterARestore() throws Exception {
        open(null, T);
        hear("weibo", T, 10);
        hear("weibo", T + Feed.DAY, 10);
        assertThat(written("tw:learning", T + 2_000)).containsOnly(Map.entry("days", "2"), Map.entry("of", "14"));
        OperatorSubtaskState kept = harness.snapshot(1, 1);
        harness.close();

        open(kept, T + 3_000);
        for (int day = 2; day < 20; day++) {
            hear("weibo", T + day * Feed.DAY, 10);
        }

        assertThat(written("tw:learning", T + 5_000)).containsEntry("days", "14");
    }

    @Test
    void shouldShowAFileThatWasImportedAsSuchAlsoAfterARestore() throws Exception {
        open(null, T);
        hear("file", T - Feed.HOUR, 3);
        hear("file", T - Feed.HOUR, 4);
        OperatorSubtaskState kept = harness.snapshot(1, 1);
        harness.close();

        open(kept, T + 51 * Feed.MINUTE);
        hear("weibo", T + 51 * Feed.MINUTE, 1);

        assertThat(written("tw:sources", T + 51 * Feed.MINUTE + 2_000).get("file"))
                .contains("\"imported_at\":", "\"messages\":4", "\"completeness\":1.0");
    }

    private void open(OperatorSubtaskState from, long now) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new LiveFiguresFunction(LocalClock.DEFAULT_ZONE)),
                t -> 0,
                Types.INT,
                1,
                1,
                0);
        harness.setup();
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
        harness.setProcessingTime(now);
    }

    private void hear(String source, long minute, long posts) throws Exception {
        harness.processElement(
                new Tally("", "", "", source, minute, false, posts, posts, 0, 0, posts, 0, 0, minute), minute);
    }

    private Map<String, String> written(String key, long now) throws Exception {
        harness.setProcessingTime(now);
        List<RedisWrite> writes = Operators.drain(harness);
        return writes.stream()
                .filter(w -> w.key().equals(key))
                .reduce((a, b) -> b)
                .orElseThrow()
                .fields();
    }
}
