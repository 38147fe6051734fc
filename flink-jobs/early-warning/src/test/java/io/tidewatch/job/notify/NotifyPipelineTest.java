package io.tidewatch.job.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.DeliveryOutcome;
import io.tidewatch.alert.Severity;
import io.tidewatch.testing.Eventually;
import io.tidewatch.testing.HttpReceiver;
import io.tidewatch.wire.Json;
import io.tidewatch.wire.Retraction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("deprecation") // the legacy source can fail and stop on command
class NotifyPipelineTest {
    @RegisterExtension
    private static final MiniClusterExtension FLINK =
            new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
                    .setNumberTaskManagers(1)
                    .setNumberSlotsPerTaskManager(2)
                    .build());

    private static final Eventually AWAIT = Eventually.within(Duration.ofSeconds(60));

    @TempDir
    private Path secrets;

    @Test
    void shouldNotifyOnceThoughTheJobFailsAndReadsEverythingAgain() throws Exception {
        try (HttpReceiver hook = new HttpReceiver();
                HttpReceiver ding = new HttpReceiver()) {
            ding.answers(200, NotifyFixtures.DELIVERED);
            Files.writeString(secrets.resolve("hook.key"), NotifyFixtures.SECRET);
            Files.writeString(secrets.resolve("ding.url"), ding.url("/robot/send?access_token=a"));
            // passes in real time, so it is short
            NotifySettings settings = NotifyFixtures.settings(hook.url("/hook"), secrets.toString(), "1s");
            settings.check();
            String ledger = UUID.randomUUID().toString();
            Script.FAILS.set(false);
            Script.ENDS.set(false);

            JobClient job = start(settings, ledger);
            try {
                awaitReceipts(ledger, 2);
                Script.FAILS.set(true);
                AWAIT.see("failure still to come", Script.FAILS::get, fails -> !fails);
                Script.ENDS.set(true);
                awaitReceipts(ledger, 4);
            } finally {
                job.cancel().get();
            }

            assertThat(statuses(hook)).containsExactly("firing", "resolved");
            assertThat(ding.requests()).hasSize(2);
            assertSigned(hook.requests().get(0));
            assertThat(MemoryLedger.receipts(ledger).values()).allMatch(r -> r.outcome() == DeliveryOutcome.DELIVERED);
        }
    }

    private static JobClient start(NotifySettings settings, String ledger) throws Exception {
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        config.set(PipelineOptions.MAX_PARALLELISM, 720);
        config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(2);
        NotifyPipeline.Outputs out = NotifyPipeline.define(
                env.addSource(new Script(), "script", TypeInformation.of(Alert.class))
                        .uid("script"),
                env.fromSource(
                                new org.apache.flink.api.connector.source.lib.NumberSequenceSource(1, 1),
                                org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks(),
                                "beats",
                                Types.LONG)
                        .uid("beats"),
                env.fromSource(
                                new org.apache.flink.api.connector.source.lib.NumberSequenceSource(1, 1),
                                org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks(),
                                "nothing taken back",
                                Types.LONG)
                        .uid("retractions")
                        .map(n -> new Retraction("nothing", 0))
                        .returns(Retraction.class)
                        .uid("one retraction"),
                settings,
                MemoryLedger.named(ledger));
        out.incidents().sinkTo(new DiscardingSink<>()).uid("incidents");
        out.board().sinkTo(new DiscardingSink<>()).uid("board");
        out.receipts().sinkTo(new DiscardingSink<>()).uid("receipts");
        return env.executeAsync("notify");
    }

    private static List<String> statuses(HttpReceiver hook) throws Exception {
        List<String> out = new ArrayList<>();
        for (HttpReceiver.Request c : hook.requests()) {
            JsonNode json = Json.tree(c.body());
            out.add(json.path("status").asText());
        }
        return out;
    }

    private static void assertSigned(HttpReceiver.Request call) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(NotifyFixtures.SECRET.substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed =
                call.headers().get("webhook-id") + "." + call.headers().get("webhook-timestamp") + "." + call.text();
        String expected = Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        assertThat(call.headers().get("webhook-signature")).isEqualTo("v1," + expected);
    }

    private static void awaitReceipts(String ledger, int count) {
        AWAIT.see(count + " receipts", () -> MemoryLedger.receipts(ledger).values(), r -> r.size() == count);
    }

    /** Emits one alert again and again, as the detector and a replay do; fails and ends when asked to. */
    public static final class Script implements SourceFunction<Alert>, CheckpointedFunction {
        private static final long serialVersionUID = 1L;
        private static final long PAUSE_NANOS = 5_000_000;
        static final AtomicBoolean FAILS = new AtomicBoolean();
        static final AtomicBoolean ENDS = new AtomicBoolean();

        private volatile boolean cancelled;

        @Override
        public void run(SourceContext<Alert> ctx) {
            while (!cancelled) {
                if (FAILS.compareAndSet(true, false)) {
                    throw new IllegalStateException("planned");
                }
                synchronized (ctx.getCheckpointLock()) {
                    ctx.collect(
                            ENDS.get()
                                    ? NotifyFixtures.alert(
                                            "logistics.transit_delay",
                                            "浙江",
                                            2,
                                            AlertStatus.RESOLVED,
                                            Severity.WARNING,
                                            false)
                                    : NotifyFixtures.firing("浙江"));
                }
                // a detector has pauses too: without any the job would have no time for checkpoints
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public void initializeState(FunctionInitializationContext context) {}
    }
}
