package io.tidewatch.hash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Stable hashes: the same on every machine and in every version. */
public final class StableHash {
    private StableHash() {}

    /** FNV-1a over UTF-16 units with a final mix: fast, 64 bit, not for secrets. */
    public static long fast(CharSequence text) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001b3L;
        }
        return mix(h);
    }

    /** Finalizer of SplitMix64. */
    public static long mix(long h) {
        long z = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** First 16 hex digits of SHA-256 over the parts, which are kept apart. */
    public static String id(String... parts) {
        StringBuilder text = new StringBuilder();
        for (String p : parts) {
            text.append(p).append('\0');
        }
        return sha256(text.toString(), 8);
    }

    /**
     * The first bytes of SHA-256 over a text in UTF-8, as lower-case hex digits.
     *
     * @param bytes from 1 to 32
     */
    public static String sha256(String text, int bytes) {
        return HexFormat.of().formatHex(sha256(text), 0, bytes);
    }

    /** SHA-256 over a text in UTF-8: 32 bytes. */
    public static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
