package io.tidewatch.text;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** HMAC-SHA256 of ids under a secret: equal ids stay equal, none can be read back. Thread-safe. */
final class IdHash {
    private static final int MIN_KEY = 16;
    private static final int BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";

    private final ThreadLocal<Mac> macs;

    IdHash(byte[] key) {
        if (key.length < MIN_KEY) {
            throw new IllegalArgumentException("idKey: " + key.length + " bytes, expected at least " + MIN_KEY);
        }
        SecretKeySpec secret = new SecretKeySpec(key.clone(), ALGORITHM);
        macs = ThreadLocal.withInitial(() -> {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(secret);
                return mac;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** The first 32 hex digits; null for null and empty ids. */
    @Nullable
    String of(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            return null;
        }
        byte[] all = macs.get().doFinal(id.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(all, 0, BYTES);
    }
}
