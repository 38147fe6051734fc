package io.tidewatch.alert.words;

import io.tidewatch.alert.Bilingual;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills the slots of a text: <code>{{name}}</code> is what was said of the name. <code>[, {{a}}]</code> is left out when one
 * of its slots is empty, and <code>[of {{a}}|of something]</code> takes the first part that has all it needs. What is filled in
 * is never read as a text with slots.
 */
public final class Wording {
    private final Map<String, Bilingual> facts = new HashMap<>();

    /** Sets a slot; without it, or with an empty text, the slot is empty. */
    public Wording with(String slot, @Nullable Bilingual text) {
        facts.put(slot, text == null ? Bilingual.EMPTY : text);
        return this;
    }

    /** A slot that is the same in both languages. */
    public Wording with(String slot, String text) {
        return with(slot, new Bilingual(text, text));
    }

    /** The text with its slots filled. */
    public Bilingual fill(Bilingual text) {
        return new Bilingual(fill(text.zh(), true), fill(text.en(), false));
    }

    private String fill(String text, boolean zh) {
        StringBuilder out = new StringBuilder(text.length() * 2);
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('[', at);
            int close = open < 0 ? -1 : text.indexOf(']', open);
            if (close < 0) {
                break;
            }
            slots(text.substring(at, open), zh, out);
            for (String part : text.substring(open + 1, close).split("\\|", -1)) {
                StringBuilder filled = new StringBuilder();
                if (slots(part, zh, filled)) {
                    out.append(filled);
                    break;
                }
            }
            at = close + 1;
        }
        slots(text.substring(at), zh, out);
        return out.toString();
    }

    /** @return false when a slot was empty */
    private boolean slots(String text, boolean zh, StringBuilder out) {
        boolean all = true;
        int at = 0;
        for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
            int close = text.indexOf("}}", open);
            out.append(text, at, open);
            Bilingual fact = facts.getOrDefault(text.substring(open + 2, close), Bilingual.EMPTY);
            String value = zh ? fact.zh() : fact.en();
            all &= !value.isEmpty();
            out.append(value);
            at = close + 2;
        }
        out.append(text, at, text.length());
        return all;
    }
}
