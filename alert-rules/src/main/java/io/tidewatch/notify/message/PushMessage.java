package io.tidewatch.notify.message;

import io.tidewatch.alert.Bilingual;
import java.util.List;

/**
 * What a push says. Text that customers wrote is harmless already (see {@link SafeText}).
 *
 * @param title at most 40 code points in Chinese, 80 in English
 * @param lines in the order of reading; the last names the incident, when it is of one
 */
public record PushMessage(Bilingual title, List<Bilingual> lines) {
    static final int MAX_TITLE_ZH = 40;
    static final int MAX_TITLE_EN = 80;

    /** This message with a title that says so. */
    PushMessage asPossibleRepeat() {
        return new PushMessage(
                new Bilingual(
                        SafeText.cut("（可能重复）" + title.zh(), MAX_TITLE_ZH),
                        SafeText.cut("(possibly a repeat) " + title.en(), MAX_TITLE_EN)),
                lines);
    }

    /** @param lang zh or en */
    public String titleIn(String lang) {
        return "en".equals(lang) ? title.en() : title.zh();
    }

    /** @param lang zh or en */
    public List<String> linesIn(String lang) {
        return lines.stream().map(l -> "en".equals(lang) ? l.en() : l.zh()).toList();
    }
}
