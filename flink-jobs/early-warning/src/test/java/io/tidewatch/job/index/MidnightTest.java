package io.tidewatch.job.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.DeliveryOutcome;
import io.tidewatch.alert.Receipt;
import io.tidewatch.alert.Severity;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Two sides of midnight UTC, where one day's index ends. */
class MidnightTest {
    private static final long MIDNIGHT = Instant.parse("2026-11-12T00:00:00Z").toEpochMilli();

    @Test
    void shouldKeepADeliveryOneDocument() {
        assertThat(Documents.receipt(receipt(DeliveryOutcome.DELIVERED, 2, MIDNIGHT + 1_000), "")
                        .index())
                .isEqualTo(Documents.receipt(receipt(DeliveryOutcome.FAILED, 1, MIDNIGHT - 1_000), "")
                        .index());
    }

    private static Receipt receipt(DeliveryOutcome outcome, int attempts, long at) {
        return new Receipt(
                "d1",
                "app.crash@" + (MIDNIGHT / 1_000 - 600),
                "r",
                "dingtalk",
                AlertStatus.FIRING,
                Severity.CRITICAL,
                outcome,
                200,
                null,
                attempts,
                at);
    }
}
