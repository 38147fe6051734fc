package io.tidewatch.local.bench.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadUseTest {
    @Test
    void shouldPutSubtasksOfAChainTogetherWhenGrouped() {
        // when
        Map<String, Long> groups = ThreadUse.grouped(Map.of(
                "annotate -> (heartbeat -> sink: Writer, dead-letters: Writer) (1/2)#0", 5L,
                "annotate -> (heartbeat -> sink: Writer, dead-letters: Writer) (2/2)#1", 7L,
                "Source: tidewatch.feedback.* (1/2)#0", 11L));

        // then
        assertThat(groups)
                .containsOnly(
                        Map.entry("task: annotate -> (heartbeat -> sink: Writer, dead-letters: Writer)", 12L),
                        Map.entry("task: Source: tidewatch.feedback.*", 11L));
    }

    @Test
    void shouldTellWhatAThreadIsForWhenItIsNoTask() {
        assertThat(ThreadUse.of("Source Data Fetcher for Source: tidewatch.annotated (1/2)#0"))
                .isEqualTo(ThreadUse.FETCHES);
        assertThat(ThreadUse.of("OutputFlusher for route to series")).isEqualTo(ThreadUse.TIMERS);
        assertThat(ThreadUse.of("System Time Trigger for route to series (1/2)#0"))
                .isEqualTo(ThreadUse.TIMERS);
        assertThat(ThreadUse.of("AsyncOperations-thread-1")).isEqualTo(ThreadUse.CHECKPOINTS);
        assertThat(ThreadUse.of("kafka-producer-network-thread | producer-3")).isEqualTo(ThreadUse.PRODUCERS);
        assertThat(ThreadUse.of("flink-pekko.actor.default-dispatcher-5")).isEqualTo(ThreadUse.FLINK);
        assertThat(ThreadUse.of("main")).isEqualTo(ThreadUse.BENCH);
        assertThat(ThreadUse.of("kafka-admin-client-thread | " + ThreadUse.CLIENT))
                .isEqualTo(ThreadUse.BENCH);
        assertThat(ThreadUse.of("kafka-admin-client-thread | tidewatch-annotate-enumerator-admin-client"))
                .isEqualTo(ThreadUse.FLINK);
    }

    @Test
    void shouldTellTheInnermostLayerWhenAStackIsSampled() {
        assertThat(FrameShares.layer(List.of(
                        "java.util.HashMap",
                        "org.apache.flink.api.java.typeutils.runtime.PojoSerializer",
                        "org.apache.flink.runtime.state.heap.CopyOnWriteStateMap",
                        "io.tidewatch.job.detect.series.SeriesFunction")))
                .isEqualTo("serialisation");
        assertThat(FrameShares.layer(List.of(
                        "java.util.Arrays",
                        "org.apache.flink.runtime.state.heap.CopyOnWriteStateMap",
                        "io.tidewatch.job.detect.series.SeriesFunction")))
                .isEqualTo("state");
        assertThat(FrameShares.layer(List.of("java.lang.String", "io.tidewatch.text.Analyzer")))
                .isEqualTo("analysis of text");
        assertThat(FrameShares.layer(List.of("java.lang.Thread"))).isEqualTo(FrameShares.OTHER);
    }

    @Test
    void shouldCountAClientsRecordsOnceWhenItNamesATopicTwice() {
        List<String> topics = List.of("tidewatch.annotated");

        assertThat(TopicReads.counts(
                        Map.of("client-id", "tidewatch-detect-0", "topic", "tidewatch.annotated"),
                        "tidewatch-detect",
                        topics))
                .isTrue();
        assertThat(TopicReads.counts(
                        Map.of("client-id", "tidewatch-detect-0", "topic", "tidewatch_annotated"),
                        "tidewatch-detect",
                        topics))
                .isFalse();
        assertThat(TopicReads.counts(
                        Map.of("client-id", "tidewatch-detect-rules-0", "topic", "tidewatch.annotated"),
                        "tidewatch-detect",
                        topics))
                .isFalse();
        assertThat(TopicReads.counts(
                        Map.of("client-id", "tidewatch-detect-0", "topic", "tidewatch.annotated", "partition", "1"),
                        "tidewatch-detect",
                        topics))
                .isFalse();
    }
}
