package io.tidewatch.connector.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String TIMESTAMP = "1614265330";

    private final WebhookSignature signature =
            new WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", at(1_614_265_330));

    @Test
    void shouldMatchTheExampleOfTheSpecification() {
        assertThat(signature.problem(
                        headers("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,other", TIMESTAMP), BODY))
                .isEmpty();
    }

    @Test
    void shouldRefuseWhenTheBodyWasChanged() {
        assertThat(signature.problem(
                        headers("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", TIMESTAMP), new byte[] {'{', '}'}))
                .hasValueSatisfying(p -> assertThat(p).contains("does not match"));
    }

    @Test
    void shouldRefuseWhenTooOldOrUnsigned() {
        WebhookSignature later = new WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", at(1_614_265_631));

        assertThat(later.problem(headers("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", TIMESTAMP), BODY))
                .hasValueSatisfying(p -> assertThat(p).contains("webhook-timestamp"));
        assertThat(later.problem(new Headers(), BODY)).isPresent();
    }

    private static Clock at(long second) {
        return Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC);
    }

    private static Headers headers(String signatures, String timestamp) {
        Headers h = new Headers();
        h.set("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek");
        h.set("webhook-timestamp", timestamp);
        h.set("webhook-signature", signatures);
        return h;
    }
}
