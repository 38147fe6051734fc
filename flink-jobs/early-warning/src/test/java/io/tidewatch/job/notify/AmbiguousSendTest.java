package io.tidewatch.job.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Receipt;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.ReceiptLedger;
import io.tidewatch.notify.message.Push;
import io.tidewatch.notify.message.Runbooks;
import io.tidewatch.testing.Eventually;
import io.tidewatch.testing.HttpReceiver;
import io.tidewatch.wire.Retraction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends of which nobody knows whether they were received, and a ledger that takes nothing. */
class AmbiguousSendTest {
    private static final long T0 = 1_800_000_000_000L;
    private static final String TAKEN = "{\"errcode\":0,\"errmsg\":\"ok\"}";

    @TempDir
    private Path secrets;

    private final HttpReceiver robot = new HttpReceiver();
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void writeSecrets() throws Exception {
        Files.writeString(secrets.resolve("ding.url"), robot.url("/robot/send?access_token=a"));
    }

    @AfterEach
    void close() {
        over.countDown();
        robot.close();
    }

    @Test
    void shouldRepeatAtMostOnceWhatMayHaveBeenReceived() throws Exception {
        robot.answers(request -> {
            await(over);
            return new HttpReceiver.Answer(200, TAKEN);
        });
        try (var harness = open(MemoryLedger.named(UUID.randomUUID().toString()), null)) {
            harness.setProcessingTime(T0);
            harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0), 0);
            Eventually.within(Duration.ofSeconds(20))
                    .see("first send", () -> robot.requests().size(), n -> n >= 1);
            // an hour of the clock, and time enough for several timeouts of a second
            for (int minute = 1; minute <= 60; minute++) {
                harness.setProcessingTime(T0 + minute * 60_000L);
                assertThat(over.await(100, TimeUnit.MILLISECONDS)).isFalse();
            }
        }

        assertThat(robot.requests()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void shouldSendNothingThatTheLedgerCannotRemember() throws Exception {
        robot.answers(200, TAKEN);
        OperatorSubtaskState waiting = null;
        for (int run = 0; run < 5; run++) {
            try (var harness = open(ReadOnlyLedger::new, waiting)) {
                harness.setProcessingTime(T0);
                if (waiting == null) {
                    harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0), 0);
                    waiting = harness.snapshot(1, 1);
                }
                for (int second = 1; second <= 60; second++) {
                    harness.setProcessingTime(T0 + second * 1_000L);
                }
            } catch (IllegalStateException e) {
                // the job would be restarted
            }
        }

        assertThat(robot.requests()).hasSizeLessThanOrEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private KeyedBroadcastOperatorTestHarness<String, Push, Retraction, Receipt> open(
            ReceiptLedger.Factory ledger, @Nullable OperatorSubtaskState from) throws Exception {
        String text = """
                apiVersion: tidewatch/notify/v1
                owners: {logistics-oncall: {receiver: logistics}}
                route: {receiver: rest, routes: [{matchers: ['owner!=""'], receiver: owner}]}
                receivers:
                - {name: logistics, channels: [{type: dingtalk, url: 'file:ding.url', timeout: 1s}]}
                - {name: rest, channels: []}
                """;
        NotifySettings settings =
                new NotifySettings("notify.yaml", text, null, secrets.toString(), 900_000, Runbooks.none());
        var harness = new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new DeliverFunction(settings, ledger), List.of(DeliverFunction.RETRACTED)),
                Push::queue,
                Types.STRING,
                720,
                1,
                0);
        harness.setup();
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
        return harness;
    }

    /** As a topic with too few replicas: it can be read. */
    private static final class ReadOnlyLedger implements ReceiptLedger {
        @Override
        public @Nullable Receipt find(String delivery) {
            return null;
        }

        @Override
        public void write(Receipt receipt) {
            throw new IllegalStateException("not enough replicas");
        }

        @Override
        public void intend(String delivery) {
            throw new IllegalStateException("not enough replicas");
        }

        @Override
        public void withdraw(String delivery) {
            throw new IllegalStateException("not enough replicas");
        }

        @Override
        public boolean isIntended(String delivery) {
            return false;
        }

        @Override
        public void close() {}
    }
}
