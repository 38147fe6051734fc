package io.tidewatch.connector.notify.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs calls as Standard Webhooks does: HMAC-SHA256 over {@code id.timestamp.body}. */
final class StandardWebhooks {
    private static final String PREFIX = "whsec_";

    private final List<SecretKeySpec> keys = new ArrayList<>();

    /**
     * @param secrets {@code whsec_} and base64, one or, while keys are changed, several with white space between
     * @throws IllegalArgumentException when one is not base64; the message does not hold it
     */
    StandardWebhooks(String secrets) {
        for (String secret : secrets.strip().split("\\s+")) {
            String text = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
            byte[] key;
            try {
                key = Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("secret: expected whsec_ followed by base64");
            }
            if (key.length == 0) {
                throw new IllegalArgumentException("secret: empty, expected whsec_ followed by base64");
            }
            keys.add(new SecretKeySpec(key, "HmacSHA256"));
        }
    }

    /**
     * @param timestamp epoch seconds
     *
     * @return the value of {@code webhook-signature}
     */
    String sign(String id, long timestamp, byte[] body) {
        byte[] head = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        List<String> out = new ArrayList<>();
        for (SecretKeySpec key : keys) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                mac.update(head);
                out.add("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("HmacSHA256 is missing", e);
            }
        }
        return String.join(" ", out);
    }
}
