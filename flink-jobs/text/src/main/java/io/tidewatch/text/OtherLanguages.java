package io.tidewatch.text;

import java.util.Locale;
import java.util.Set;

/** Tells other languages in Latin letters from English by their commonest words. */
final class OtherLanguages {
    private static final Set<String> ENGLISH = Set.of(
            "the", "and", "is", "was", "are", "to", "of", "in", "it", "my", "i", "this", "that", "for", "not", "with",
            "you", "your", "very", "have", "has", "but", "from", "they", "on", "at", "be", "been", "so", "too", "no",
            "a", "an", "me", "we", "good", "bad", "after", "still", "never");
    private static final Set<String> OTHER = Set.of(
            "le", "la", "les", "est", "un", "une", "et", "je", "pas", "très", "que", "qui", "mon", "ma", "dans", "pour",
            "avec", "sur", "el", "los", "las", "muy", "es", "y", "mi", "con", "por", "del", "una", "pero", "está",
            "der", "die", "das", "und", "ist", "nicht", "ich", "sehr", "ein", "eine", "mein", "mit", "von", "não",
            "meu", "muito", "com", "uma", "il", "di", "che", "non", "molto", "sono", "och", "inte", "het", "niet",
            "een", "van", "ve", "bir", "yang", "tidak", "saya", "và", "không", "của", "rất");
    private static final int MIN_COUNT = 2;

    private OtherLanguages() {}

    /** Whether at least two words of other languages, and more than of English, stand in a text. */
    static boolean is(CharSequence text) {
        int english = 0;
        int other = 0;
        int start = -1;
        int looked = Math.min(text.length(), 2_000);
        for (int i = 0; i <= looked; i++) {
            boolean letter = i < looked && Character.isLetter(text.charAt(i));
            if (letter && start < 0) {
                start = i;
            } else if (!letter && start >= 0) {
                if (i - start <= 5) {
                    String word = text.subSequence(start, i).toString().toLowerCase(Locale.ROOT);
                    english += ENGLISH.contains(word) ? 1 : 0;
                    other += OTHER.contains(word) ? 1 : 0;
                }
                start = -1;
            }
        }
        return other >= MIN_COUNT && other > english;
    }
}
