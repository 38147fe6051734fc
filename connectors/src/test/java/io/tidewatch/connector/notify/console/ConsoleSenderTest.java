package io.tidewatch.connector.notify.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.notify.Pushes;
import io.tidewatch.connector.notify.Senders;
import io.tidewatch.connector.notify.send.Delivery;
import io.tidewatch.connector.notify.send.Outbound;
import io.tidewatch.connector.notify.send.Secrets;
import io.tidewatch.connector.notify.send.SenderContext;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.config.Channel;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.time.LocalTimes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleSenderTest {
    @Test
    void shouldPrintThePushAsThePhoneWouldShowIt() throws Exception {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(1794398520000L), ZoneOffset.UTC);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Outbound http = new Outbound(clock)) {
            SenderContext context = new SenderContext(
                    NotifyFile.readOrThrow("notify.yaml", NotifyFile.packagedText()),
                    new Secrets(Map.of(), Path.of(".")),
                    http,
                    clock,
                    new LocalTimes(ZoneId.of("Asia/Kolkata")),
                    new PrintStream(bytes, true, StandardCharsets.UTF_8));

            Delivery d = Senders.open(new Channel("console", Map.of(), 1_000), context)
                    .send(Pushes.push(Reason.FIRST))
                    .get();

            assertThat(d.outcome()).isEqualTo(Delivery.Outcome.DELIVERED);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("""
                ┌─ 17:32:00 → logistics
                │ [严重·上升] 运输延误 浙江
                │   影响：浙江顾客集中反映“运输延误”。
                │   事件：logistics.transit_delay@1794398460
                └─
                """);
    }
}
