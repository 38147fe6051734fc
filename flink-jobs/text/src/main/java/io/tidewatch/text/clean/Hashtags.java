package io.tidewatch.text.clean;

import java.util.ArrayList;
import java.util.List;

/** What a text says it is about: {@code #双11快递#} as on Weibo, {@code #delivery} as elsewhere. Time is linear in the text. */
public final class Hashtags {
    private static final int MAX = 10;
    private static final int MAX_LENGTH = 32;

    private Hashtags() {}

    /** @return without the marks, each once, in the order of the text, at most ten */
    public static List<String> in(String text) {
        int at = text.indexOf('#');
        if (at < 0) {
            return List.of();
        }
        List<String> found = new ArrayList<>(2);
        while (at >= 0 && found.size() < MAX) {
            int close = closing(text, at);
            int end = close > 0 ? close : wordEnd(text, at);
            String topic = text.substring(at + 1, end).strip();
            if (topic.codePoints().anyMatch(Character::isLetter) && !found.contains(topic)) {
                found.add(topic);
            }
            at = text.indexOf('#', close > 0 ? close + 1 : Math.max(end, at + 1));
        }
        return List.copyOf(found);
    }

    /** The mark that closes a topic which begins here, or −1. */
    private static int closing(String s, int at) {
        int stop = Math.min(s.length(), at + MAX_LENGTH + 2);
        for (int i = at + 1; i < stop; i++) {
            char c = s.charAt(i);
            if (c == '#') {
                return i == at + 1 || s.charAt(i - 1) == ' ' && s.charAt(at + 1) != ' ' ? -1 : i;
            }
            if (c == '\n') {
                return -1;
            }
        }
        return -1;
    }

    private static int wordEnd(String s, int at) {
        int stop = Math.min(s.length(), at + MAX_LENGTH + 1);
        int i = at + 1;
        if (i < stop && Character.isDigit(s.charAt(i))) {
            return i; // a number: #12345
        }
        while (i < stop && (Character.isLetterOrDigit(s.charAt(i)) || s.charAt(i) == '_')) {
            i++;
        }
        return i;
    }
}
