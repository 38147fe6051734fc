package io.tidewatch.job.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.DeliveryOutcome;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Receipt;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.message.Push;
import io.tidewatch.notify.message.PushMessage;
import io.tidewatch.testing.Eventually;
import io.tidewatch.testing.HttpReceiver;
import io.tidewatch.wire.Retraction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Incidents that began and ended before they could be sent. Channel 0 is a webhook, channel 1 a robot that people read. */
class EndedTogetherTest {
    private static final long T0 = 1_800_000_000_000L;
    private static final int MACHINE = 0;
    private static final int PEOPLE = 1;

    @TempDir
    private Path secrets;

    private final String ledger = UUID.randomUUID().toString();
    private final HttpReceiver hook = new HttpReceiver();
    private final HttpReceiver robot = new HttpReceiver();
    private KeyedBroadcastOperatorTestHarness<String, Push, Retraction, Receipt> harness;
    private DeliverFunction deliver;
    private long now = T0;

    @BeforeEach
    void open() throws Exception {
        robot.answers(200, NotifyFixtures.DELIVERED);
        Files.writeString(secrets.resolve("hook.key"), NotifyFixtures.SECRET);
        Files.writeString(secrets.resolve("ding.url"), robot.url("/robot/send?access_token=a"));
        open(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        hook.close();
        robot.close();
    }

    @Test
    void shouldSayInOneMessageWhatBeganAndEndedWhileTheReceiverWasAway() throws Exception {
        robot.answers(503, "");
        for (int i = 0; i < 60; i++) {
            harness.processElement(push(i, PEOPLE, Reason.FIRST), 0);
        }
        advance(30_000);
        for (int i = 0; i < 60; i++) {
            harness.processElement(push(i, PEOPLE, Reason.RESOLVED), 0);
        }
        advance(120_000);
        robot.answers(200, NotifyFixtures.DELIVERED);
        robot.forget();
        harness.processElement(push(60, PEOPLE, Reason.FIRST), 0);
        advance(120_000);

        assertThat(robot.requests()).hasSize(2);
        assertThat(robot.requests().get(0).text()).contains("第60号");
        assertThat(named(robot.requests().get(1))).hasSize(60);
        assertThat(receipts(DeliveryOutcome.DELIVERED)).hasSize(61);
        assertThat(receipts(DeliveryOutcome.DELIVERED))
                .filteredOn(r -> !r.incident().equals("issue60@1"))
                .extracting(Receipt::digest)
                .doesNotContainNull()
                .containsOnly(receipts(DeliveryOutcome.DELIVERED).get(1).digest());
    }

    @Test
    void shouldSayInOneMessageWhatComesAtOnceAfterANight() throws Exception {
        wholeStories(PEOPLE, 12);
        assertThat(robot.requests()).isEmpty();
        advance(30_000);

        assertThat(robot.requests()).hasSize(1);
        assertThat(named(robot.requests().get(0))).hasSize(12);
        assertThat(MemoryLedger.receipts(ledger)).hasSize(12);
        advance(600_000);
        assertThat(robot.requests()).hasSize(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldSayASingleOneInItsOwnWordsAndWithoutADigest() throws Exception {
        wholeStories(PEOPLE, 1);
        advance(30_000);

        assertThat(robot.requests()).hasSize(1);
        assertThat(receipts(DeliveryOutcome.DELIVERED))
                .extracting(Receipt::digest)
                .containsOnlyNulls();
    }

    @Test
    void shouldSendEachToAChannelThatProgramsRead() throws Exception {
        wholeStories(MACHINE, 3);
        advance(5_000);

        assertThat(hook.requests()).hasSize(3);
    }

    @Test
    void shouldSayTheEndOfWhatWasSentByItself() throws Exception {
        for (int i = 0; i < 3; i++) {
            harness.processElement(push(i, PEOPLE, Reason.FIRST), 0);
        }
        advance(5_000);
        for (int i = 0; i < 3; i++) {
            harness.processElement(push(i, PEOPLE, Reason.RESOLVED), 0);
        }
        advance(5_000);

        assertThat(robot.requests()).hasSize(6);
    }

    @Test
    void shouldRepeatADigestOnceAndMarkedWhenTheJobWasKilledBeforeItsReceipts() throws Exception {
        wholeStories(PEOPLE, 5);
        OperatorSubtaskState beforeTheSend = harness.snapshot(1, 1);
        advance(30_000);
        assertThat(robot.requests()).hasSize(1);
        harness.close();
        MemoryLedger.receipts(ledger).clear(); // what it would not have had

        open(beforeTheSend);
        advance(30_000);
        assertThat(robot.requests()).hasSize(2);
        assertThat(robot.requests().get(0).text()).doesNotContain("可能重复");
        assertThat(robot.requests().get(1).text()).contains("可能重复");
        assertThat(named(robot.requests().get(1))).hasSize(5);
        harness.close();

        open(beforeTheSend);
        advance(600_000);
        assertThat(robot.requests()).hasSize(2);
    }

    @Test
    void shouldNotMixWhatMayHaveBeenTakenWithWhatWasNot() throws Exception {
        wholeStories(PEOPLE, 3);
        OperatorSubtaskState beforeTheSend = harness.snapshot(1, 1);
        advance(30_000);
        harness.close();
        MemoryLedger.receipts(ledger).clear();
        robot.forget();

        open(beforeTheSend);
        for (int i = 3; i < 5; i++) {
            harness.processElement(push(i, PEOPLE, Reason.RESOLVED).asWholeStory(), 0);
        }
        advance(60_000);

        assertThat(robot.requests()).hasSize(2);
        assertThat(robot.requests())
                .extracting(r -> named(r).size() + (r.text().contains("可能重复") ? " marked" : ""))
                .containsExactlyInAnyOrder("3 marked", "2");
    }

    @Test
    void shouldSayEachByItselfWhenTheVendorRefusesThemTogether() throws Exception {
        robot.answers(r -> new HttpReceiver.Answer(
                200, named(r).size() > 1 ? "{\"errcode\":430102,\"errmsg\":\"no\"}" : NotifyFixtures.DELIVERED));
        wholeStories(PEOPLE, 3);
        advance(60_000);

        assertThat(receipts(DeliveryOutcome.DELIVERED)).hasSize(3);
        assertThat(receipts(DeliveryOutcome.REJECTED)).isEmpty();
        assertThat(robot.requests()).hasSize(4);
    }

    private void wholeStories(int channel, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            harness.processElement(push(i, channel, Reason.RESOLVED).asWholeStory(), 0);
        }
    }

    private Push push(int n, int channel, Reason reason) {
        Push p = NotifyFixtures.push(n, channel, reason, now);
        Incident i = p.incident();
        Bilingual name = new Bilingual("第" + n + "号", "number " + n);
        return new Push(
                p.delivery(),
                p.receiver(),
                channel,
                reason,
                p.owner(),
                "zh",
                new Incident(
                        i.id(),
                        i.incident(),
                        reason == Reason.FIRST ? 1 : 2,
                        i.status(),
                        i.severity(),
                        false,
                        i.startsAt(),
                        i.updatedAt(),
                        i.updatedAt() + 60_000,
                        i.state(),
                        null,
                        i.owner(),
                        null,
                        name,
                        List.of(),
                        i.evidence(),
                        null),
                new PushMessage(name, List.of(name)),
                now);
    }

    private static List<String> named(HttpReceiver.Request r) {
        return IntStream.range(0, 61)
                .mapToObj(n -> "第" + n + "号")
                .filter(r.text()::contains)
                .toList();
    }

    private List<Receipt> receipts(DeliveryOutcome outcome) {
        return harness.extractOutputValues().stream()
                .filter(r -> r.outcome() == outcome)
                .toList();
    }

    /** In steps, each of which ends when the receivers have answered what was sent in it. */
    private void advance(long millis) throws Exception {
        for (long end = now + millis; now < end; ) {
            now += 500;
            harness.setProcessingTime(now);
            Eventually.within(Duration.ofSeconds(20))
                    .every(Duration.ofNanos(200_000))
                    .see("unsettled sends", this::isSendingALittleLater, sending -> !sending);
        }
    }

    private boolean isSendingALittleLater() throws Exception {
        if (deliver.isSending()) {
            now++;
            harness.setProcessingTime(now);
        }
        return deliver.isSending();
    }

    private void open(OperatorSubtaskState from) throws Exception {
        deliver = new DeliverFunction(
                NotifyFixtures.settings(hook.url("/hook"), secrets.toString()), MemoryLedger.named(ledger));
        harness = NotifyFixtures.delivering(deliver, from, now);
    }
}
