package io.tidewatch.text;

import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.text.clean.Cleaner;
import io.tidewatch.text.hanlp.HanLpSegmenter;
import io.tidewatch.text.issue.ClauseText;
import io.tidewatch.text.issue.IssueExample;
import io.tidewatch.text.issue.IssueModel;
import io.tidewatch.text.opinion.TextReader;
import io.tidewatch.text.sentiment.SentimentModel;
import io.tidewatch.text.vocabulary.Lexicon;
import io.tidewatch.text.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** Texts parted into clauses for the issue model to learn from. Used by one thread. */
public final class IssueCorpus {
    /**
     * What a person says that a text complains of.
     *
     * @param excerpt where it says so, as it stands in the text
     * @param leaf id of a leaf, or {@code other}
     */
    public record Complaint(String excerpt, String leaf) {}

    private final TextReader reader;
    private final Cleaner cleaner = new Cleaner(HanLpSegmenter.simplification());
    private final List<IssueExample> examples = new ArrayList<>();

    /** @param taxonomy whose words find complaints where nobody says what they are */
    public IssueCorpus(Taxonomy taxonomy) {
        reader = new TextReader(Vocabulary.of(taxonomy, Lexicon.packaged()), SentimentModel.packaged(), null);
    }

    /** In the order in which they were added. */
    public List<IssueExample> examples() {
        return List.copyOf(examples);
    }

    /**
     * A text of which a person said all that it complains of: the other clauses complain of nothing.
     *
     * @param weight how much it counts, above 0
     */
    public void labelled(String raw, List<Complaint> complaints, double weight) {
        ClauseText text = read(raw);
        String[] leaf = new String[text.size()];
        for (Complaint c : complaints) {
            String excerpt = cleaner.clean(c.excerpt()).text();
            int at = excerpt.isEmpty() ? -1 : text.text().indexOf(lower(excerpt));
            for (int i = 0; at >= 0 && i < leaf.length; i++) {
                if (leaf[i] == null && text.from(i) < at + excerpt.length() && at < text.to(i)) {
                    leaf[i] = c.leaf();
                }
            }
        }
        for (int i = 0; i < leaf.length; i++) {
            add(text, i, leaf[i] == null ? IssueModel.NONE : leaf[i], weight);
        }
    }

    /** A stretch of a text that a person labelled, and nothing of the rest. */
    public void aspect(String raw, String excerpt, String leaf, double weight) {
        ClauseText text = read(raw);
        int at = text.text().indexOf(lower(cleaner.clean(excerpt).text()));
        for (int i = 0; at >= 0 && i < text.size(); i++) {
            if (text.from(i) <= at && at < text.to(i)) {
                add(text, i, leaf, weight);
            }
        }
    }

    /** Praise, or a plain statement: no clause of it complains of anything. */
    public void noComplaint(String raw, double weight) {
        ClauseText text = read(raw);
        for (int i = 0; i < text.size(); i++) {
            add(text, i, IssueModel.NONE, weight);
        }
    }

    /** A text of which the taxonomy's words say what it complains of; of what they do not find nothing is learnt. */
    public void found(String raw, double weight) {
        String text = cleaner.clean(raw).text();
        List<Opinion> opinions = reader.read(text);
        ClauseText folded = reader.clauseText(List.of());
        for (Opinion o : opinions) {
            for (int i = 0; o.complaint() && !o.issue().equals(Taxonomy.OTHER) && i < folded.size(); i++) {
                if (o.from() < folded.to(i) && folded.from(i) < o.to()) {
                    add(folded, i, o.issue(), weight);
                }
            }
        }
    }

    /** True when the taxonomy's words find a complaint in a text. */
    public boolean isComplaint(String raw) {
        return reader.read(cleaner.clean(raw).text()).stream().anyMatch(Opinion::complaint);
    }

    private ClauseText read(String raw) {
        return reader.clauseText(reader.read(cleaner.clean(raw).text()));
    }

    private static String lower(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            out.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + 32) : c == '’' ? '\'' : c);
        }
        return out.toString();
    }

    private void add(ClauseText text, int clause, String leaf, double weight) {
        if (text.to(clause) > text.from(clause)) {
            examples.add(new IssueExample(text, clause, leaf, weight));
        }
    }
}
