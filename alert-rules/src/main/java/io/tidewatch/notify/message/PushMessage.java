package io.tidewatch.notify.message;

import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

    /** This message without its quotes of what is in the evidence before and not in what is left of it. */
    PushMessage without(Evidence before, Evidence left) {
        Set<String> gone = new HashSet<>(quotes(before));
        gone.removeAll(quotes(left));
        return new PushMessage(
                title,
                lines.stream()
                        .filter(l -> gone.stream().noneMatch(q -> l.zh().startsWith(q)))
                        .toList());
    }

    private static List<String> quotes(Evidence e) {
        return Stream.concat(Stream.ofNullable(e.first()), e.samples().stream())
                .map(s -> PushWriter.quote(s).zh())
                .toList();
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
