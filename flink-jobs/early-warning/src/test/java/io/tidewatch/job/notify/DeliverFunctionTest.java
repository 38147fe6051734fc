package io.tidewatch.job.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.DeliveryOutcome;
import io.tidewatch.alert.Receipt;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.message.Push;
import io.tidewatch.testing.Eventually;
import io.tidewatch.testing.HttpReceiver;
import io.tidewatch.wire.Retraction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
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
    private KeyedBroadcastOperatorTestHarness<String, Push, Retraction, Receipt> harness;
    private DeliverFunction deliver;
    private long now = T0;

    @BeforeEach
    void writeSecrets() throws Exception {
        ding.answers(200, NotifyFixtures.DELIVERED);
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
        until(r -> !r.isEmpty());
        harness.processElement(push, 0);
        advance(60_000);

        assertThat(hook.requests()).hasSize(1);
        assertThat(hook.requests().get(0).headers()).containsEntry("webhook-id", push.delivery());
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
        int tries = hook.requests().size();
        hook.answers(200, "");
        until(r -> r.size() == 2);

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

        until(DeliverFunctionTest::anyDelivered);

        assertThat(ding.requests()).hasSize(1);
    }

    @Test
    void shouldGoOnAfterARestoreWithoutAnyNewPush() throws Exception {
        hook.answers(503, "");
        harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0), 0);
        advance(20_000, 500);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        hook.answers(200, "");
        hook.forget();

        open(state);
        until(r -> !r.isEmpty());

        assertThat(hook.requests()).hasSize(1);
        assertThat(receipts()).extracting(Receipt::outcome).containsExactly(DeliveryOutcome.DELIVERED);
    }

    @Test
    void shouldNotSendAgainWhatTheLedgerKnowsAfterACrash() throws Exception {
        harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0), 0);
        OperatorSubtaskState beforeTheAnswer = harness.snapshot(1, 1);
        until(r -> !r.isEmpty());
        harness.close();
        assertThat(hook.requests()).hasSize(1);

        open(beforeTheAnswer);
        advance(120_000);

        assertThat(hook.requests()).hasSize(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldKeepToTheRobotsBudget() throws Exception {
        for (int i = 0; i < 25; i++) {
            harness.processElement(NotifyFixtures.push(i, 1, Reason.FIRST, T0 + i), 0);
        }
        until(r -> r.size() == 18);
        assertThat(now).isLessThan(T0 + 50_000);
        advance(T0 + 59_000 - now, 500);
        assertThat(ding.requests()).hasSize(18);

        until(r -> r.size() == 25);
        assertThat(ding.requests()).hasSize(25);
        assertThat(now).isGreaterThan(T0 + 60_000);
    }

    @Test
    void shouldDropAnUpdateThatANewerOneMakesPointlessButNeverTheFirstWord() throws Exception {
        hook.answers(503, "");
        harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0), 0);
        harness.processElement(NotifyFixtures.push(1, 0, Reason.DOUBLED, T0 + 1), 0);
        harness.processElement(NotifyFixtures.push(1, 0, Reason.RESOLVED, T0 + 2), 0);
        hook.answers(200, "");

        until(all -> all.stream()
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
        until(r -> r.size() == 2);

        assertThat(hook.requests()).hasSize(1);
        assertThat(receipts()).extracting(Receipt::outcome).containsOnly(DeliveryOutcome.REJECTED);
    }

    @Test
    void shouldNotLetAPushThatAlwaysFailsBlockTheOthersForADay() throws Exception {
        hook.answers(r -> new HttpReceiver.Answer(r.text().contains("issue1@1") ? 500 : 200, ""));
        harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0), 0);
        harness.processElement(NotifyFixtures.push(2, 0, Reason.FIRST, T0 + 1), 0);

        until(DeliverFunctionTest::anyDelivered, 500);

        assertThat(receipts().get(1).incident()).isEqualTo("issue2@1");
        assertThat(now).isLessThan(T0 + 600_000);
    }

    @Test
    void shouldGiveUpAfterADay() throws Exception {
        hook.close();
        harness.processElement(NotifyFixtures.push(1, 0, Reason.FIRST, T0 - 86_399_000), 0);

        until(r -> r.size() == 2);

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

    private static boolean anyDelivered(List<Receipt> all) {
        return all.stream().anyMatch(r -> r.outcome() == DeliveryOutcome.DELIVERED);
    }

    private void until(Predicate<List<Receipt>> fits) throws Exception {
        until(fits, 50);
    }

    /** Moves virtual time on until there are such receipts. */
    private void until(Predicate<List<Receipt>> fits, long step) throws Exception {
        Eventually.within(Duration.ofSeconds(20))
                .every(Duration.ZERO)
                .see(
                        "receipts",
                        () -> {
                            advance(step, step);
                            return receipts();
                        },
                        fits);
    }

    /** In steps, each of which ends when the receivers have answered what was sent in it. */
    private void advance(long millis, long step) throws Exception {
        for (long end = now + millis; now < end; ) {
            advance(step);
            Eventually.within(Duration.ofSeconds(20))
                    .every(Duration.ofNanos(200_000))
                    .see("unsettled sends", this::isSendingALittleLater, sending -> !sending);
        }
    }

    private boolean isSendingALittleLater() throws Exception {
        if (deliver.isSending()) {
            advance(1);
        }
        return deliver.isSending();
    }

    @Test
    void shouldNotSendWordsThatWereDeletedWhileThePushWaited() throws Exception {
        // given: a push that the vendor does not take yet
        hook.answers(503, "");
        harness.processElement(NotifyFixtures.quoting(1, T0, "快递三天没动了", "还没到"), 0);
        advance(3_000, 500);
        assertThat(hook.requests())
                .isNotEmpty()
                .allSatisfy(r -> assertThat(r.text()).contains("「快递三天没动了」", "「还没到」"));
        hook.forget();

        // when: over a restart
        harness.processBroadcastElement(new Retraction("q:0", 0), 0);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        open(state);
        hook.answers(200, "");
        harness.processElement(NotifyFixtures.quoting(2, T0 + 1, "快递三天没动了", "太慢了"), 0);
        until(r ->
                r.stream().filter(d -> d.outcome() == DeliveryOutcome.DELIVERED).count() == 2);

        // then: neither what waited nor what was composed before the news came through says it
        String sent = hook.requests().stream().map(HttpReceiver.Request::text).collect(Collectors.joining());
        assertThat(sent).contains("「还没到」", "「太慢了」").doesNotContain("快递三天没动了");
    }

    @Test
    void shouldNotSendWordsAgainThatWereDeletedWhileTheFirstTryWasInFlight() throws Exception {
        // given
        hook.answers(503, "");
        harness.processElement(NotifyFixtures.quoting(1, T0, "快递三天没动了", "还没到"), 0);
        assertThat(deliver.isSending()).isTrue();

        // when
        harness.processBroadcastElement(new Retraction("q:0", 0), 0);
        advance(5_000, 500);

        // then
        assertThat(hook.requests()).hasSizeGreaterThan(1);
        assertThat(hook.requests().subList(1, hook.requests().size()))
                .allSatisfy(r -> assertThat(r.text()).contains("「还没到」").doesNotContain("快递三天没动了"));
    }

    private void advance(long millis) throws Exception {
        now += millis;
        harness.setProcessingTime(now);
    }

    private void open(OperatorSubtaskState from) throws Exception {
        deliver = new DeliverFunction(
                NotifyFixtures.settings(hook.url("/hook"), secrets.toString()), MemoryLedger.named(ledger));
        harness = NotifyFixtures.delivering(deliver, from, now);
    }

    private List<Receipt> receipts() {
        return harness.extractOutputValues();
    }
}
