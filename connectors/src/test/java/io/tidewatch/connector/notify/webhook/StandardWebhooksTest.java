package io.tidewatch.connector.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardWebhooksTest {
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void shouldSignAsThePublishedVector() {
        assertThat(new StandardWebhooks(SECRET).sign(ID, 1614265330, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void shouldSignWithEveryKeyWhileKeysAreChanged() {
        String signed = new StandardWebhooks(SECRET + "\n whsec_AAAA\n").sign(ID, 1614265330, BODY);

        assertThat(signed.split(" ")).hasSize(2).contains(SIGNATURE);
    }

    @Test
    void shouldRefuseASecretThatIsNotBase64WithoutRepeatingIt() {
        assertThatThrownBy(() -> new StandardWebhooks("whsec_top-secret!"))
                .hasMessage("secret: expected whsec_ followed by base64")
                .hasNoCause();
    }
}
