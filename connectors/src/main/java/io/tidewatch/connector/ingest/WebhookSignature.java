package io.tidewatch.connector.ingest;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the signature of a request as Standard Webhooks has it: {@code webhook-signature} holds
 * {@code v1,base64(HMAC-SHA256(secret, id.timestamp.body))}, several separated by blanks.
 */
public final class WebhookSignature {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String ALGORITHM = "HmacSHA256";
    private static final String ENCODED = "whsec_";

    private final byte[] key;
    private final Clock clock;

    /** @param secret {@code whsec_} and base64, or the key itself */
    public WebhookSignature(String secret, Clock clock) {
        this.key = secret.startsWith(ENCODED)
                ? Base64.getDecoder().decode(secret.substring(ENCODED.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    /** What is wrong with a request, or empty when it was signed with our secret a moment ago. */
    Optional<String> problem(Headers headers, byte[] body) {
        String id = headers.getFirst("webhook-id");
        String timestamp = headers.getFirst("webhook-timestamp");
        String signatures = headers.getFirst("webhook-signature");
        if (id == null || timestamp == null || signatures == null) {
            return Optional.of("expected the headers webhook-id, webhook-timestamp and webhook-signature");
        }
        if (!timestamp.matches("[0-9]{1,12}")
                || Math.abs(clock.instant().getEpochSecond() - Long.parseLong(timestamp)) > TOLERANCE.toSeconds()) {
            return Optional.of(
                    "webhook-timestamp: expected epoch seconds at most " + TOLERANCE.toMinutes() + " minutes from now");
        }
        byte[] expected = sign(id, timestamp, body);
        for (String signature : signatures.split(" ")) {
            // compared in constant time
            if (MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII))) {
                return Optional.empty();
            }
        }
        return Optional.of("webhook-signature: does not match");
    }

    public byte[] sign(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
