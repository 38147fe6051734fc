package io.tidewatch.job.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.DeliveryOutcome;
import io.tidewatch.alert.Receipt;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.message.Push;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time is virtual, the receivers are real HTTP servers. */
class DeliverFunctionTest {
    private static final long T0 = 1_800_000_000_000L;

    @TempDir
    private Path secrets;

    private final String ledger = UUID.randomUUID().toString();
    private final HttpReceiver hook = new HttpReceiver();
    private final HttpReceiver ding = new HttpReceiver();
    private KeyedOneInputStreamOperatorTestHarness<String, Push, Receipt> harness;
    private long now = T0;

    @BeforeEach
    void writeSecrets() throws Exception {
        Files.writeString(secrets.resolve("hook.key"), NotifyFixtures.SECRET);
        Files.writeString(secrets.resolve("ding.url"), ding.url("/robot/send?access_token=a"));
        open(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        hook.close();
        ding.close();
    }

    @Test
    void shouldDeliverOnceAndLeaveNothingBehind() throws Exception {
        Push push = NotifyFixtures.push(1, 0, Reason.FIRST, T0);
        harness.processElement(push, 0);
        harness.processElement(push, 0);
        until(() -> !receipts().isEmpty());
        harness.processElement(push, 0);
        advance(60_000);

        assertThat(hook.calls).hasSize(1);
        assertThat(hook.calls.get(0).headers()).containsEntry("webhook-id", push.delivery());
        assertThat(receipts()).singleElement().satisfies(r -> {
            assertThat(r.outcome()).isEqualTo(DeliveryOutcome.DELIVERED);
            assertThat(r.attempts()).isEqualTo(1);
            assertThat(r.channel()).isEqualTo("webhook");
            assertThat(r.status()).isEqualTo(AlertStatus.FIRING);
        });
        assertThat(MemoryLedger.receipts(ledger)).containsOnlyKeys(push.delivery());
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldTryAgainWithBackoffUntilTheVendorIsBack() throws Exception {
        hook.answers(503, "");
        harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0), 0);
        advance(600_000, 500);
        int tries = hook.calls.size();
        hook.answers(200, "");
        until(() -> receipts().size() == 2);

        assertThat(tries).isBetween(12, 16); // 1 2 4 8 16 32 60 60 … seconds
        assertThat(receipts())
                .extracting(Receipt::outcome)
                .containsExactly(DeliveryOutcome.FAILED, DeliveryOutcome.DELIVERED);
        assertThat(receipts().get(0).problem()).isEqualTo("the receiver answered 503");
        assertThat(receipts().get(1).attempts()).isEqualTo(tries + 1);
    }

    @Test
    void shouldNotHoldUpOtherChannelsWhenOneIsAway() throws Exception {
        hook.answers(503, "");
        harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0), 0);
        harness.processElement(NotifyFixtures.push(1, 1, Reason.FIRST, T0), 0);

        until(() -> receipts().stream().anyMatch(r -> r.outcome() == DeliveryOutcome.DELIVERED));

        assertThat(ding.calls).hasSize(1);
    }

    @Test
    void shouldGoOnAfterARestoreWithoutAnyNewPush() throws Exception {
        hook.answers(503, "");
        harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0), 0);
        advance(20_000, 500);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        hook.answers(200, "");
        hook.calls.clear();

        open(state);
        until(() -> !receipts().isEmpty());

        assertThat(hook.calls).hasSize(1);
        assertThat(receipts()).extracting(Receipt::outcome).containsExactly(DeliveryOutcome.DELIVERED);
    }

    @Test
    void shouldNotSendAgainWhatTheLedgerKnowsAfterACrash() throws Exception {
        harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0), 0);
        OperatorSubtaskState beforeTheAnswer = harness.snapshot(1, 1);
        until(() -> !receipts().isEmpty());
        harness.close();
        assertThat(hook.calls).hasSize(1);

        open(beforeTheAnswer);
        advance(120_000);

        assertThat(hook.calls).hasSize(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldKeepToTheRobotsBudget() throws Exception {
        for (int i = 0; i < 25; i++) {
            harness.processElement(NotifyFixtures.push(i, 1, Reason.FIRST, T0 + i), 0);
        }
        until(() -> receipts().size() == 18);
        assertThat(now).isLessThan(T0 + 50_000);
        advance(T0 + 59_000 - now, 500);
        assertThat(ding.calls).hasSize(18);

        until(() -> receipts().size() == 25);
        assertThat(ding.calls).hasSize(25);
        assertThat(now).isGreaterThan(T0 + 60_000);
    }

    @Test
    void shouldDropAnUpdateThatANewerOneMakesPointlessButNeverTheFirstWord() throws Exception {
        hook.answers(503, "");
        harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0), 0);
        harness.processElement(NotifyFixtures.push(1, 0, Reason.DOUBLED, T0 + 1), 0);
        harness.processElement(NotifyFixtures.push(1, 0, Reason.RESOLVED, T0 + 2), 0);
        hook.answers(200, "");

        until(() -> receipts().stream()
                        .filter(r -> r.outcome() == DeliveryOutcome.DELIVERED)
                        .count()
                == 2);

        assertThat(receipts()).anyMatch(r -> r.outcome() == DeliveryOutcome.SUPPRESSED);
        assertThat(receipts().stream()
                        .filter(r -> r.outcome() == DeliveryOutcome.DELIVERED)
                        .map(Receipt::status))
                .containsExactly(AlertStatus.FIRING, AlertStatus.RESOLVED);
    }

    @Test
    void shouldStopWhenTheReceiverWantsNothingMore() throws Exception {
        hook.answers(410, "");
        harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0), 0);
        harness.processElement(NotifyFixtures.push(2, 0, Reason.FIRST, T0), 0);
        until(() -> receipts().size() == 2);

        assertThat(hook.calls).hasSize(1);
        assertThat(receipts()).extracting(Receipt::outcome).containsOnly(DeliveryOutcome.REJECTED);
    }

    @Test
    void shouldNotLetAPushThatAlwaysFailsBlockTheOthersForADay() throws Exception {
        hook.fails = body -> body.contains("issue1@1");
        harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0), 0);
        harness.processElement(NotifyFixtures.push(2, 0, Reason.FIRST, T0 + 1), 0);

        until(() -> receipts().stream().anyMatch(r -> r.outcome() == DeliveryOutcome.DELIVERED), 500);

        assertThat(receipts().get(1).incident()).isEqualTo("issue2@1");
        assertThat(now).isLessThan(T0 + 600_000);
    }

    @Test
    void shouldGiveUpAfterADay() throws Exception {
        hook.close();
        harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0 - 86_399_000), 0);

        until(() -> receipts().size() == 2);

        assertThat(receipts())
                .extracting(Receipt::outcome)
                .containsExactly(DeliveryOutcome.FAILED, DeliveryOutcome.FAILED);
        assertThat(receipts().get(1).problem()).isEqualTo("given up after a day");
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldSuppressWhatWaitsForAChannelThatIsNoLongerThere() throws Exception {
        harness.processElement(NotifyFixtures.push(1, 7, Reason.FIRST, T0), 0);

        assertThat(receipts()).extracting(Receipt::outcome).containsExactly(DeliveryOutcome.SUPPRESSED);
    }

    /** Moves virtual time on until something real has happened. */
    private void until(BooleanSupplier condition) throws Exception {
        until(condition, 50);
    }

    private void until(BooleanSupplier condition, long step) throws Exception {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).describedAs("deadline").isLessThan(deadline);
            advance(step);
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** In steps, giving the receivers a moment of real time whenever a send may be in flight. */
    private void advance(long millis, long step) throws Exception {
        for (long end = now + millis; now < end; ) {
            int before = hook.calls.size() + ding.calls.size();
            advance(step);
            long moment = System.nanoTime() + 3_000_000;
            while (System.nanoTime() < moment || hook.calls.size() + ding.calls.size() != before) {
                if (hook.calls.size() + ding.calls.size() != before) {
                    before = hook.calls.size() + ding.calls.size();
                    moment = System.nanoTime() + 30_000_000;
                }
                Thread.onSpinWait();
            }
        }
    }

    private void advance(long millis) throws Exception {
        now += millis;
        harness.setProcessingTime(now);
    }

    private void open(OperatorSubtaskState from) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new DeliverFunction(
                        NotifyFixtures.settings(hook.url("/hook"), secrets.toString()), MemoryLedger.named(ledger))),
                Push::queue,
                Types.STRING,
                720,
                1,
                0);
        harness.setProcessingTime(now);
        harness.setup();
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
    }

    private List<Receipt> receipts() {
        return harness.extractOutputValues();
    }
}
