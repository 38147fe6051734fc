package io.tidewatch.text.privacy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks for many invented data at once in whatever was written. Numbers count however they are written. */
public final class LeakSearch {
    /** Windows over the plain forms of the structured data, by their length. */
    private final Map<Integer, Map<String, SecretText>> windows = new TreeMap<>();

    public LeakSearch(List<SecretText> secrets) {
        for (SecretText s : secrets) {
            if (!s.structured()) {
                continue;
            }
            String looked = PlainForm.of(s.secret());
            int window = looked.length() >= 10 ? Math.max(7, looked.length() / 2) : looked.length();
            for (int i = 0; i + window <= looked.length(); i++) {
                windows.computeIfAbsent(window, w -> new HashMap<>()).put(looked.substring(i, i + window), s);
            }
        }
    }

    /** The data that a text gives away, or part of them. */
    public List<SecretText> in(String text) {
        List<SecretText> found = new ArrayList<>();
        String seen = PlainForm.of(text);
        windows.forEach((length, known) -> {
            for (int i = 0; i + length <= seen.length(); i++) {
                SecretText s = known.get(seen.substring(i, i + length));
                if (s != null) {
                    found.add(s);
                }
            }
        });
        return found;
    }
}
