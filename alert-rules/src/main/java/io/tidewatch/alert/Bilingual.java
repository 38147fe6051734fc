package io.tidewatch.alert;

/** One sentence for people, in Chinese and in English. */
public record Bilingual(String zh, String en) {
    public static final Bilingual EMPTY = new Bilingual("", "");
}
