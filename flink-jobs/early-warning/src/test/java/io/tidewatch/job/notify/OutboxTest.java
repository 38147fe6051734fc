package io.tidewatch.job.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.notify.Reason;
import io.tidewatch.notify.message.Push;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final long MINUTE = 60_000;

    @Test
    void shouldSendANewCriticalBeforeWhatIsOver() {
        List<Outgoing> waiting = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            add(waiting, NotifyFixtures.push(i, 0, Reason.FIRST, i * 10L * MINUTE));
            add(waiting, NotifyFixtures.push(i, 0, Reason.RESOLVED, i * 10L * MINUTE + 30 * MINUTE));
        }
        long back = 720 * MINUTE;
        Push fresh = NotifyFixtures.push(60, 0, Reason.FIRST, back);
        add(waiting, fresh);

        assertThat(waiting).as("one of each incident at most").hasSizeLessThanOrEqualTo(61);
        assertThat(Outbox.next(waiting).push()).isEqualTo(fresh);
    }

    private static void add(List<Outgoing> waiting, Push push) {
        waiting.removeIf(o -> Outbox.isSuperseded(o.push(), push));
        waiting.add(new Outgoing(push, 0));
    }
}
