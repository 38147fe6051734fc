package io.tidewatch.local.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.testing.Eventually;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalFlinkIT {
    private static final Eventually AWAIT = Eventually.within(Duration.ofSeconds(40));
    private static final AtomicLong COUNTED = new AtomicLong();
    private static final ConcurrentLinkedQueue<Long> RESTORED = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void forget() {
        COUNTED.set(0);
        RESTORED.clear();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldResumeFromTheNewestCheckpointWhenSubmittedAgain(boolean rocksdb) throws Exception {
        // given
        FlinkOptions options = options(rocksdb);
        long first;
        try (LocalFlink flink = LocalFlink.start(options)) {
            JobID id = flink.submit(counting("count"));
            awaitCount(100);
            flink.cancel(id);
            assertThat(flink.status(id)).isEqualTo(JobStatus.CANCELED);
            first = COUNTED.get();
        }
        assertThat(first).isGreaterThan(100);
        COUNTED.set(0);
        RESTORED.clear();

        // when
        try (LocalFlink flink = LocalFlink.start(options)) {
            flink.submit(counting("count"));
            awaitCount(first);
        }

        // then
        assertThat(RESTORED.peek()).isGreaterThan(50);
    }

    @Test
    void shouldFallBackWhenTheNewestCheckpointIsDamaged() throws Exception {
        // given
        FlinkOptions options = options(false);
        try (LocalFlink flink = LocalFlink.start(options)) {
            JobID id = flink.submit(counting("count"));
            awaitCount(100);
            flink.checkpoint(id);
            flink.checkpoint(id);
        }
        List<RetainedCheckpoint> retained = RetainedCheckpoint.find(options.checkpoints("count"));
        assertThat(retained).hasSizeGreaterThan(1);
        Files.write(retained.get(0).directory().resolve("_metadata"), new byte[] {1, 2, 3});
        RESTORED.clear();

        // when
        try (LocalFlink flink = LocalFlink.start(options)) {
            JobID id = flink.submit(counting("count"));
            AWAIT.see("the restored count", RESTORED::peek, Objects::nonNull);

            // then
            assertThat(get(flink.url() + "/jobs/" + id + "/checkpoints"))
                    .contains(retained.get(1).directory().getFileName().toString());
        }
        assertThat(RESTORED.peek()).isGreaterThan(50);
    }

    @Test
    void shouldSayWhyWhenStateDoesNotFitTheJob() throws Exception {
        // given
        FlinkOptions options = options(false);
        try (LocalFlink flink = LocalFlink.start(options)) {
            JobID id = flink.submit(counting("count"));
            flink.awaitRunning(id);
            flink.checkpoint(id);
        }

        // when, then
        try (LocalFlink flink = LocalFlink.start(options)) {
            assertThatThrownBy(() -> flink.submit(counting("another-uid")))
                    .isInstanceOfSatisfying(
                            RestoreFailedException.class,
                            e -> assertThat(e.job()).isEqualTo("count"))
                    .hasMessageContaining("Cannot map checkpoint/savepoint state");
        }
    }

    @Test
    void shouldRefuseOperatorsWithoutUid() throws Exception {
        try (LocalFlink flink = LocalFlink.start(options(false))) {
            assertThatThrownBy(() -> flink.submit(new JobDefinition(
                            "bare", 1, env -> env.fromSequence(0, 1).sinkTo(new DiscardingSink<>()))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no UID");
        }
    }

    @Test
    void shouldServeTheUiAndLeaveNoWorkingFiles() throws Exception {
        try (LocalFlink flink = LocalFlink.start(options(false))) {
            assertThat(get(flink.url() + "/")).contains("<html");
            assertThat(get(flink.url() + "/overview")).contains("\"slots-total\":2");
        }
        assertThat(directory.resolve("flink")).doesNotExist();
    }

    private FlinkOptions options(boolean rocksdb) {
        return new FlinkOptions(directory, 0, 1, 2, Duration.ofSeconds(1), rocksdb);
    }

    private static JobDefinition counting(String uid) {
        return new JobDefinition(
                "count",
                1,
                environment -> environment
                        .fromSource(
                                new DataGeneratorSource<>(
                                        n -> n, Long.MAX_VALUE, RateLimiterStrategy.perSecond(500), Types.LONG),
                                WatermarkStrategy.noWatermarks(),
                                "numbers")
                        .uid("numbers")
                        .keyBy(n -> 0L, Types.LONG)
                        .process(new Count())
                        .uid(uid)
                        .sinkTo(new DiscardingSink<>())
                        .uid("discard"));
    }

    /** Counts what it has seen since the beginning of its state. */
    static final class Count extends KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> count;
        private transient boolean seen;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void processElement(Long value, Context context, Collector<Long> out) throws IOException {
            Long before = count.value();
            if (!seen) {
                RESTORED.add(before == null ? 0 : before);
                seen = true;
            }
            long now = (before == null ? 0 : before) + 1;
            count.update(now);
            COUNTED.set(now);
            out.collect(now);
        }
    }

    private static void awaitCount(long above) {
        AWAIT.see("numbers counted, more than " + above, COUNTED::get, n -> n > above);
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
