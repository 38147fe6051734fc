package io.tidewatch.connector.notify.dingtalk;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The robot's own signature, made afresh for every call; it is good for an hour. */
final class DingTalkSignature {
    private DingTalkSignature() {}

    /**
     * @param timestamp epoch milliseconds
     *
     * @return base64, not yet encoded for an address
     */
    static String of(String secret, long timestamp) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] d = mac.doFinal((timestamp + "\n" + secret).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(d);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is missing", e);
        }
    }

    /** The robot's address with time and signature; the address given is left as it is. */
    static URI sign(URI robot, String secret, long timestamp) {
        String url = robot.toString();
        return URI.create(url + (robot.getRawQuery() == null ? '?' : '&') + "timestamp=" + timestamp + "&sign="
                + URLEncoder.encode(of(secret, timestamp), StandardCharsets.UTF_8));
    }
}
