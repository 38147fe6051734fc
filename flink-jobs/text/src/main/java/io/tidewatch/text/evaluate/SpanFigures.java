package io.tidewatch.text.evaluate;

import static io.tidewatch.text.evaluate.FigureTable.share;

import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Polarity of opinions against that of the words that people marked. Of several opinions over the same words the one that
 * shares most characters with them counts, of equals the first.
 */
final class SpanFigures {
    private final Map<Label, Map<Label, Integer>> said = new EnumMap<>(Label.class);
    private final Map<Label, Integer> spans = new EnumMap<>(Label.class);
    private int lost;

    SpanFigures(List<GoldReading> readings) {
        for (GoldReading r : readings) {
            for (GoldAspect a : r.gold().aspects()) {
                if (a.hasSpan()) {
                    add(r, a);
                }
            }
        }
    }

    private void add(GoldReading r, GoldAspect a) {
        String words = r.gold().text().substring(a.from(), a.to());
        int from = nearest(r.text(), words, a.from());
        if (from < 0) {
            lost++;
            return;
        }
        spans.merge(a.polarity(), 1, Integer::sum);
        Opinion over = over(r.opinions(), from, from + words.length());
        if (over != null) {
            said.computeIfAbsent(a.polarity(), p -> new EnumMap<>(Label.class)).merge(over.label(), 1, Integer::sum);
        }
    }

    /** Cleaning moves words: where they stand now, next to where they stood; −1 when they are not there. */
    static int nearest(String text, String words, int place) {
        int before = text.lastIndexOf(words, place);
        int after = text.indexOf(words, place);
        return before < 0 || after >= 0 && after - place < place - before ? after : before;
    }

    private static @Nullable Opinion over(List<Opinion> opinions, int from, int to) {
        Opinion best = null;
        int most = 0;
        for (Opinion o : opinions) {
            int shared = Math.min(to, o.to()) - Math.max(from, o.from());
            if (shared > most) {
                best = o;
                most = shared;
            }
        }
        return best;
    }

    /** All marked words, then those of each polarity; without rows when no words are marked. */
    FigureTable table() {
        FigureTable out = new FigureTable(
                "spans",
                "Polarity of opinions on the words that people marked, cosmetics",
                "marked as",
                "marked",
                "covered by an opinion",
                "of these right",
                "said negative",
                "said neutral",
                "said positive");
        if (spans.isEmpty()) {
            return out;
        }
        row(out, "all", Label.values());
        for (Label l : Label.values()) {
            row(out, l.wire(), l);
        }
        if (lost > 0) {
            out.note("Left out: " + lost + " places whose words are no longer there when the text has been cleaned.");
        }
        return out;
    }

    private void row(FigureTable out, String name, Label... gold) {
        int marked = 0;
        int right = 0;
        Map<Label, Integer> answers = new EnumMap<>(Label.class);
        for (Label g : gold) {
            marked += spans.getOrDefault(g, 0);
            Map<Label, Integer> of = said.getOrDefault(g, Map.of());
            right += of.getOrDefault(g, 0);
            of.forEach((l, n) -> answers.merge(l, n, Integer::sum));
        }
        int covered = answers.values().stream().mapToInt(Integer::intValue).sum();
        out.row(
                name,
                marked,
                share(covered, marked),
                share(right, covered),
                answers.getOrDefault(Label.NEGATIVE, 0),
                answers.getOrDefault(Label.NEUTRAL, 0),
                answers.getOrDefault(Label.POSITIVE, 0));
    }
}
