package io.tidewatch.text.opinion;

import io.tidewatch.feedback.FoundBy;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.text.issue.ClauseText;
import io.tidewatch.text.issue.IssueModel;
import io.tidewatch.text.privacy.PersonalDataKind;
import io.tidewatch.text.sentiment.EnglishModel;
import io.tidewatch.text.sentiment.EnglishPass;
import io.tidewatch.text.sentiment.SentimentModel;
import io.tidewatch.text.sentiment.SentimentPass;
import io.tidewatch.text.vocabulary.Hits;
import io.tidewatch.text.vocabulary.LinkedHits;
import io.tidewatch.text.vocabulary.Vocabulary;
import io.tidewatch.text.vocabulary.WordRole;
import io.tidewatch.text.words.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One text being read: fold, find words, part clauses, weigh sentiment words, join opinions. Reused by one thread. */
public final class TextReader {
    /** So many clauses of one text may be kept from the model. */
    private static final int MAX_APART = 63;

    /** A text of so few characters says nothing without a sentiment word. */
    private static final int MIN_LENGTH = 3;

    private static final Comparator<Opinion> IN_ORDER =
            Comparator.comparingInt(Opinion::from).thenComparing(Opinion::issue);

    private static final int COURTESY = 4;
    /** No word that the model knows holds it. */
    private static final char MASKED = '\uE000';
    /** A text of fewer characters may leave out what it is about. */
    private static final int BRIEF = 11;
    /** In a longer text that asks or denies throughout, the model sees enough. */
    private static final int MAX_OPEN = 24;

    private final Vocabulary vocabulary;
    private final Hits raw = new Hits();
    private final LinkedHits hits = new LinkedHits();
    private final Hits cues = new Hits();
    private final Clauses clauses = new Clauses();
    private final Matches matches = new Matches();
    private final ClauseSentiment sentiment = new ClauseSentiment();
    private final Words words = new Words();
    private final OpinionFinder finder;
    private final @Nullable SentimentPass pass;
    private final @Nullable EnglishPass englishPass;
    private final @Nullable LearntIssues learnt;
    private final int[] apartFrom = new int[MAX_APART + 1];
    private final int[] apartTo = new int[MAX_APART + 1];
    private final int[] oppositeFrom = new int[MAX_APART + 1];
    private final int[] oppositeTo = new int[MAX_APART + 1];
    private static final double BEFORE_CONTRAST = 0.5;
    private static final double AFTER_CONTRAST = 1.5;
    /** In texts of so many characters the model sees enough by itself. */
    private static final int CONTRAST_TO = 16;

    private static final double CONCESSION = 1.5;
    /** A positive word in quotation marks makes a complaint beside it so much stronger. */
    private static final double MOCKED = 2;
    /** In texts of so many characters that say beforehand that they will turn (虽然…但是) the model sees enough by itself. */
    private static final int CONCESSION_TO = 48;
    /** In texts of so many characters the model sees by itself what a clause means, mostly. */
    private static final int APART_TO = 24;

    private char[] folded = new char[256];
    private int length;
    /** So many of its characters stand for what was masked. */
    private int masked;
    /** True when the text holds any word of the vocabulary. */
    private boolean found;
    /** True when words have found a complaint. */
    private boolean complains;
    /** True when the model can say something: there is one, and the text is Chinese. */
    private boolean modelled;
    /** True when the model for English can. */
    private boolean english;

    /** Without the model for English. */
    public TextReader(Vocabulary vocabulary, @Nullable SentimentModel model, @Nullable IssueModel issues) {
        this(vocabulary, model, null, issues);
    }

    /**
     * @param model null to read by words alone
     * @param english null to read English by words alone
     * @param issues null to find issues by words alone
     */
    public TextReader(
            Vocabulary vocabulary,
            @Nullable SentimentModel model,
            @Nullable EnglishModel english,
            @Nullable IssueModel issues) {
        this(vocabulary, model, english, issues, Set.of());
    }

    /** @param judged leaves whose words the issue model may doubt: those that it has learnt with these words */
    public TextReader(
            Vocabulary vocabulary,
            @Nullable SentimentModel model,
            @Nullable EnglishModel english,
            @Nullable IssueModel issues,
            Set<String> judged) {
        this.englishPass = english == null ? null : new EnglishPass(english);
        this.learnt = issues == null ? null : new LearntIssues(issues, vocabulary.taxonomy(), judged);
        this.vocabulary = vocabulary;
        this.pass = model == null ? null : new SentimentPass(model);
        this.finder = new OpinionFinder(vocabulary, cues, matches, clauses, sentiment);
    }

    /** The opinions of a text of which nothing else is known: Chinese, or in a language that no model reads. */
    public List<Opinion> read(String text) {
        return read(text, Beside.NOTHING);
    }

    /** The opinions of a cleaned and masked text; spans are places in it. */
    public List<Opinion> read(String text, Beside beside) {
        List<Opinion> implied = implied(text, beside);
        List<Opinion> named = byWords(text, beside);
        if (length == 0) {
            return List.of();
        }
        complains = named.stream().anyMatch(Opinion::complaint);
        if (learnt == null) {
            return named;
        }
        Polarity whole = whole(beside.scores());
        boolean automatic = isAutomatic(text);
        List<Opinion> all = automatic || LearntIssues.isPraise(named, whole)
                ? named
                : learnt.add(
                        named,
                        folded,
                        clauses,
                        matches,
                        finder,
                        marks(whole),
                        modelled ? pass : null,
                        whole,
                        beside.subject());
        if (!implied.isEmpty() && whole.label() != Label.POSITIVE) {
            return Stream.concat(all.stream().filter(o -> !o.complaint()), implied.stream())
                    .sorted(IN_ORDER)
                    .toList();
        }
        boolean silent = automatic || whole.label() != Label.NEGATIVE;
        return silent || all.stream().anyMatch(Opinion::complaint) ? all : withOther(all, whole);
    }

    /** What is complained of in a few words that leave out their subject, with the subject before them: 太吵了 of a hotel's room. */
    private List<Opinion> implied(String text, Beside beside) {
        String subject = beside.subject();
        if (learnt == null || text.length() >= BRIEF || text.isBlank() || subject.isEmpty()) {
            return List.of();
        }
        boolean glued = Clauses.han(subject.charAt(subject.length() - 1)) && Clauses.han(text.charAt(0));
        int ahead = subject.length() + (glued ? 0 : 1);
        List<Opinion> out = new ArrayList<>();
        for (Opinion o : byWords(subject + (glued ? "" : " ") + text, beside)) {
            if (o.complaint() && !o.issue().equals(Taxonomy.OTHER) && o.to() > ahead) {
                int from = Math.max(0, o.from() - ahead);
                out.add(new Opinion(
                        o.issue(), o.label(), o.score(), o.confidence(), from, o.to() - ahead, true, o.by()));
            }
        }
        return out;
    }

    /**
     * A negative message says something, though nobody knows what: of the clause that sounds worst. Of Chinese, of which the issue
     * model knows what complains of nothing, only where a word of feeling or a fault says it.
     */
    private List<Opinion> withOther(List<Opinion> opinions, Polarity whole) {
        if (matches.holds(WordRole.QUESTION, 0, clauses.size)) {
            return opinions;
        }
        int worst = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < clauses.size; c++) {
            boolean said = english
                    || finder.fault(c)
                    || sentiment.negative[c] < 0
                            && !sentiment.isByModel(c)
                            && !finder.isWordless(folded, length, clauses.from[c], clauses.to[c]);
            double mood = pass != null && modelled ? pass.positive(clauses.from[c], clauses.to[c]) : sentiment.of(c);
            if (said && !sentiment.turned[c] && mood < least) {
                least = mood;
                worst = c;
            }
        }
        if (worst < 0) {
            return opinions;
        }
        List<Opinion> out = new ArrayList<>(opinions);
        out.add(new Opinion(
                Taxonomy.OTHER,
                Label.NEGATIVE,
                whole.score(),
                whole.confidence(),
                clauses.from[worst],
                clauses.to[worst],
                true,
                FoundBy.MODEL));
        out.sort(IN_ORDER);
        return List.copyOf(out);
    }

    /** What the words say of a text, and the models of its feeling. */
    private List<Opinion> byWords(String text, Beside beside) {
        String language = beside.language();
        length = text.length();
        while (length > 0 && text.charAt(length - 1) <= ' ') {
            length--;
        }
        if (folded.length < length) {
            folded = new char[Integer.highestOneBit(length) * 2];
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            folded[i] = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c == '’' ? '\'' : c;
        }
        found = vocabulary.find(folded, length, raw, hits, cues);
        clauses.split(folded, length, cues, vocabulary);
        matches.resolve(hits, vocabulary, clauses, folded);
        modelled = false;
        english = false;
        masked = 0;
        complains = false;
        if (length == 0) {
            return List.of();
        }
        boolean inEnglish = language.equals("en") || (language.equals("mixed") && !chinese());
        english = englishPass != null && inEnglish;
        if (englishPass != null && english) {
            englishPass.read(folded, length);
        }
        modelled = pass != null && !inEnglish && !language.equals("other") && chinese();
        if (pass != null && modelled) {
            pass.read(wordsAlone(text), length);
        }
        sentiment.read(
                folded, length, cues, matches, clauses, vocabulary, modelled ? pass : null, language.equals("other"));
        return finder.find(folded, text, beside.scores());
    }

    /** The folded text, with nothing the model knows where a label stands for what was masked: that is no word of the writer's. */
    private char[] wordsAlone(String text) {
        int at = text.indexOf('[');
        int end = at < 0 ? at : PersonalDataKind.labelEnd(text, at);
        while (at >= 0 && end == at) {
            at = text.indexOf('[', at + 1);
            end = at < 0 ? at : PersonalDataKind.labelEnd(text, at);
        }
        if (at < 0) {
            return folded;
        }
        char[] out = Arrays.copyOf(folded, length);
        while (at >= 0 && at < length) {
            Arrays.fill(out, at, Math.min(end, length), MASKED);
            masked += Math.min(end, length) - at;
            at = text.indexOf('[', Math.max(end, at + 1));
            end = at < 0 ? at : PersonalDataKind.labelEnd(text, at);
        }
        return out;
    }

    private Polarity whole(double scores) {
        double evidence = evidence() + scores;
        ModelPolarity read = modelPolarity();
        return read.known() ? Polarity.of(evidence, read) : Polarity.of(evidence);
    }

    private long[] marks(Polarity whole) {
        return ClauseMarks.of(folded, clauses, matches, sentiment, finder, modelled ? pass : null, whole);
    }

    /**
     * The text that was read, for the issue model to learn from.
     *
     * @param named what words have found in it
     */
    public ClauseText clauseText(List<Opinion> named) {
        ClauseText text = new ClauseText(folded(), clauses());
        String[] said = new String[text.size()];
        for (int c = 0; c < said.length; c++) {
            said[c] = SaidByWords.in(named, text.from(c), text.to(c));
        }
        return length == 0 ? text : text.saying(said).marked(marks(whole(0)));
    }

    /** True for what a system, a shop or an advertiser writes, and for hardly a word: no customer complains there in other words. */
    private boolean isAutomatic(String text) {
        if (text.strip().length() <= MIN_LENGTH) {
            return true;
        }
        for (int m = 0; m < matches.size; m++) {
            WordRole role = matches.entry[m].role();
            if (role == WordRole.ROBOT || role == WordRole.ADVERTISING || role == WordRole.LOTTERY) {
                return true;
            }
        }
        return false;
    }

    /** True when words have found a complaint in the text, whatever the issue model adds. */
    public boolean complains() {
        return complains;
    }

    /** The text as it was read: folded. */
    public String folded() {
        return new String(folded, 0, length);
    }

    /** Where the clauses of the text begin and end, in order: begin, one past the last character, begin, … */
    public int[] clauses() {
        int[] out = new int[2 * clauses.size];
        for (int c = 0; c < clauses.size; c++) {
            out[2 * c] = clauses.from[c];
            out[2 * c + 1] = clauses.to[c];
        }
        return out;
    }

    /** Room for the words of a text, for the same thread. */
    public Words words() {
        return words;
    }

    public Matches matches() {
        return matches;
    }

    /** Evidence of the words for the whole text. */
    public double evidence() {
        return !found ? 0 : finder.evidence();
    }

    /** What the model thinks of the text, the clauses left out that mean the opposite of their words. */
    public ModelPolarity modelPolarity() {
        if (englishPass != null && english) {
            return ModelPolarity.ofEnglish(englishPass.positive(), englishPass.plain(), undenied(), length);
        }
        if (pass == null || !modelled) {
            return ModelPolarity.UNKNOWN;
        }
        int apart = 0;
        int opposite = 0;
        double fresh = 0;
        double turned = 0;
        int left = length;
        boolean open = true;
        boolean asks = false;
        for (int c = 0; c < clauses.size; c++) {
            if (sentiment.turned[c]) {
                apartFrom[apart] = clauses.from[c];
                apartTo[apart] = clauses.to[c];
                apart += apart + 1 < apartFrom.length ? 1 : 0;
                if (sentiment.opposite[c]) {
                    oppositeFrom[opposite] = clauses.from[c];
                    oppositeTo[opposite] = clauses.to[c];
                    opposite += opposite + 1 < oppositeFrom.length ? 1 : 0;
                }
                turned += finder.evidence(c);
                left -= clauses.to[c] - clauses.from[c];
            } else {
                fresh += sentiment.fresh[c];
            }
            asks |= sentiment.open(c);
            open &= sentiment.open(c) || isCourtesy(c);
        }
        double whole = pass.positiveWithout(oppositeFrom, oppositeTo, opposite);
        double positive = whole
                + fading(APART_TO) * (pass.positiveWithout(apartFrom, apartTo, apart) - whole)
                + (concedes() ? CONCESSION * fading(CONCESSION_TO) : fading(CONTRAST_TO)) * contrast(pass);
        return new ModelPolarity(
                true,
                positive,
                pass.plain(),
                fresh,
                turned,
                opposite == 0 ? finder.complaints() : MOCKED * finder.complaints(),
                length - masked <= MIN_LENGTH || (((open && asks) || apart > 0) && length <= MAX_OPEN),
                left,
                false,
                1);
    }

    /** 麻烦了, 谢谢: a few characters that only ask. */
    private boolean isCourtesy(int c) {
        return clauses.to[c] - clauses.from[c] <= COURTESY && matches.holds(WordRole.DEMAND, c, c + 1);
    }

    /** Share of the text, 0…1, outside of the clauses that say by a denial or quotation marks what their words mostly do not. */
    private double undenied() {
        int denied = 0;
        for (int c = 0; c < clauses.size; c++) {
            boolean decided = sentiment.turned[c] && sentiment.of(c) != 0 && !sentiment.supposed(c, length);
            denied += decided ? clauses.to[c] - clauses.from[c] : 0;
        }
        return 1 - (double) denied / length;
    }

    /** What comes after 但是 weighs more, and what comes before it less, than the model can know. */
    private double contrast(SentimentPass pass) {
        double moved = 0;
        boolean before = false;
        for (int c = clauses.size - 1; c >= 0; c--) {
            double weight = before ? BEFORE_CONTRAST : clauses.contrast[c] ? AFTER_CONTRAST : 1;
            moved += sentiment.turned[c] ? 0 : (weight - 1) * pass.positive(clauses.from[c], clauses.to[c]);
            before = clauses.contrast[c];
        }
        return moved;
    }

    private boolean concedes() {
        for (int i = 0; i + 1 < length; i++) {
            if (folded[i] == '虽' || (folded[i] == '尽' && folded[i + 1] == '管')) {
                return true;
            }
        }
        return false;
    }

    /** 1 for a text without length, 0 from a length on. */
    private double fading(int to) {
        return Math.max(0, 1 - (double) length / to);
    }

    private boolean chinese() {
        int han = 0;
        int latin = 0;
        for (int i = 0; i < length; i++) {
            han += Clauses.han(folded[i]) ? 1 : 0;
            latin += folded[i] >= 'a' && folded[i] <= 'z' ? 1 : 0;
        }
        return han > 0 && 3 * han >= latin;
    }

    public List<String> named() {
        return !found ? List.of() : finder.named();
    }

    public boolean danger() {
        for (int m = 0; m < matches.size; m++) {
            if (matches.entry[m].role() == WordRole.DANGER) {
                return true;
            }
        }
        return false;
    }
}
