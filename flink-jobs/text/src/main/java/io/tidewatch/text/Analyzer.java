package io.tidewatch.text;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.PlaceholderIds;
import io.tidewatch.feedback.Product;
import io.tidewatch.feedback.Regions;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.feedback.Verification;
import io.tidewatch.hash.StableHash;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.clean.CleanText;
import io.tidewatch.text.clean.Cleaner;
import io.tidewatch.text.clean.Hashtags;
import io.tidewatch.text.clean.OwnWords;
import io.tidewatch.text.hanlp.HanLpSegmenter;
import io.tidewatch.text.issue.IssueModel;
import io.tidewatch.text.opinion.Beside;
import io.tidewatch.text.opinion.ModelPolarity;
import io.tidewatch.text.opinion.Polarity;
import io.tidewatch.text.opinion.TextReader;
import io.tidewatch.text.privacy.Masker;
import io.tidewatch.text.sentiment.EnglishModel;
import io.tidewatch.text.sentiment.SentimentModel;
import io.tidewatch.text.vocabulary.Lexicon;
import io.tidewatch.text.vocabulary.Vocabulary;
import io.tidewatch.text.words.Segmenter;
import io.tidewatch.text.words.Words;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns feedback as received into annotated feedback. Thread-safe; dictionaries are loaded once per JVM. */
public final class Analyzer {
    /** Raised with every change of code that changes a result. */
    private static final int REVISION = 10;

    /** Accounts with at least so many followers may be named, as may media, companies and government. */
    private static final long NAMED_FOLLOWERS = 100_000;

    private static final int MAX_MENTIONS = 10;

    private static final Set<Verification> NAMED_ACCOUNTS =
            EnumSet.of(Verification.MEDIA, Verification.COMPANY, Verification.GOVERNMENT);
    /** Channels whose messages quote what they answer and are signed. */
    private static final Set<String> LETTERS = Set.of("email", "ticket");

    private static final Sentiment NEUTRAL = new Sentiment(Label.NEUTRAL, 0, 1);

    private static final Pattern HTTPS = Pattern.compile("(?i:https)://[^\\s\\p{Cntrl}\"'<>\\\\@]+");

    private final Vocabulary vocabulary;
    private final IdHash ids;
    private final Segmenter segmenter;
    private final Cleaner cleaner;
    private final Masker masker;
    private final Grading grading;
    private final String version;
    private final ThreadLocal<TextReader> readings;

    private Analyzer(
            Vocabulary vocabulary,
            IdHash ids,
            @Nullable SentimentModel model,
            @Nullable EnglishModel english,
            @Nullable IssueModel issues,
            String version) {
        this.vocabulary = vocabulary;
        this.ids = ids;
        this.version = version;
        this.segmenter = HanLpSegmenter.shared();
        this.cleaner = new Cleaner(HanLpSegmenter.simplification());
        this.masker = new Masker(ids::of, HanLpSegmenter.commonWords());
        this.grading = new Grading(vocabulary.taxonomy(), GradeTable.packaged());
        Set<String> delivered = issues == null ? Set.of() : asDelivered(vocabulary.taxonomy());
        this.readings =
                ThreadLocal.withInitial(() -> new TextReader(this.vocabulary, model, english, issues, delivered));
    }

    /**
     * @param taxonomy the issues to look for
     * @param idKey secret for the keyed hashes of ids, at least 16 bytes
     */
    public static Analyzer of(Taxonomy taxonomy, byte[] idKey) {
        return build(taxonomy, idKey, SentimentModel.packaged(), EnglishModel.packaged(), IssueModel.packaged());
    }

    /**
     * An analyzer with another model of sentiment than the packaged one.
     *
     * @param model as trained
     */
    public static Analyzer of(Taxonomy taxonomy, byte[] idKey, SentimentModel model) {
        return build(taxonomy, idKey, model, EnglishModel.packaged(), IssueModel.packaged());
    }

    /**
     * An analyzer with another model of sentiment in English than the packaged one.
     *
     * @param english as trained
     */
    public static Analyzer withEnglish(Taxonomy taxonomy, byte[] idKey, EnglishModel english) {
        return build(taxonomy, idKey, SentimentModel.packaged(), english, IssueModel.packaged());
    }

    /**
     * An analyzer with another issue model than the packaged one.
     *
     * @param issues as trained
     */
    public static Analyzer withIssues(Taxonomy taxonomy, byte[] idKey, IssueModel issues) {
        return build(taxonomy, idKey, SentimentModel.packaged(), EnglishModel.packaged(), issues);
    }

    /** An analyzer that finds issues by the taxonomy's words alone, to measure what the issue model adds. */
    public static Analyzer byWords(Taxonomy taxonomy, byte[] idKey) {
        return build(taxonomy, idKey, SentimentModel.packaged(), EnglishModel.packaged(), null);
    }

    /** An analyzer that knows sentiment and issues by words alone, to measure what the models add. */
    public static Analyzer withoutModel(Taxonomy taxonomy, byte[] idKey) {
        return build(taxonomy, idKey, null, null, null);
    }

    private static Analyzer build(
            Taxonomy taxonomy,
            byte[] idKey,
            @Nullable SentimentModel model,
            @Nullable EnglishModel english,
            @Nullable IssueModel issues) {
        Lexicon lexicon = Lexicon.packaged();
        String version = version(taxonomy, lexicon, model, english, issues);
        return new Analyzer(Vocabulary.of(taxonomy, lexicon), new IdHash(idKey), model, english, issues, version);
    }

    /** {@link #version()} of {@link #of(Taxonomy, byte[])}, without what an analyzer needs to read texts. */
    public static String versionOf(Taxonomy taxonomy) {
        return version(
                taxonomy,
                Lexicon.packaged(),
                SentimentModel.packaged(),
                EnglishModel.packaged(),
                IssueModel.packaged());
    }

    private static String version(
            Taxonomy taxonomy,
            Lexicon lexicon,
            @Nullable SentimentModel model,
            @Nullable EnglishModel english,
            @Nullable IssueModel issues) {
        return version(
                taxonomy.version(),
                lexicon.text() + Vocabulary.cues(),
                (model == null ? "" : model.version())
                        + (english == null ? "" : "\n" + english.version())
                        + (issues == null ? "" : "\n" + issues.version()));
    }

    /** Leaves whose words are those that the issue model has learnt from; where somebody has edited them they hold at once. */
    private static Set<String> asDelivered(Taxonomy taxonomy) {
        Set<String> out = new HashSet<>();
        for (Leaf delivered : TaxonomyFiles.packaged().leaves()) {
            Leaf leaf = taxonomy.leaf(delivered.id());
            if (leaf != null
                    && leaf.keywords().equals(delivered.keywords())
                    && leaf.topics().equals(delivered.topics())
                    && leaf.patterns().equals(delivered.patterns())) {
                out.add(leaf.id());
            }
        }
        return Set.copyOf(out);
    }

    /** Never throws for any text; heartbeats and deletes pass with no analysis. Times are left 0. */
    public AnnotatedFeedback analyze(Feedback f) {
        if (f.isHeartbeat()) {
            return blank(published(f, "", null, null, new TreeSet<>()));
        }
        if ("delete".equals(f.op())) {
            return blank(published(f, "", null, Language.named(f.lang()), new TreeSet<>()));
        }
        Set<String> pii = new TreeSet<>();
        CleanText clean = cleaner.clean(f.text(), LETTERS.contains(f.channel()));
        String text = masker.mask(clean.text(), pii);
        String title =
                f.title() == null ? null : masker.mask(cleaner.clean(f.title()).text(), pii);
        String lang = language(text, title, f.lang(), !pii.isEmpty());
        boolean masked = !pii.isEmpty();
        Feedback out = published(f, text, title, lang, pii);
        return read(out, masked, subject(f), RawSigns.of(clean))
                .pii(List.copyOf(pii))
                .mentions(mentioned(clean.mentions()))
                .build();
    }

    /**
     * A message that was annotated before and stored, with the annotation that it gets today. What it was masked to, its ids, times,
     * kinds of personal data and mentions stay: nothing is cleaned, masked or hashed a second time. What only the text as it was
     * received showed, whether links stood in it for one, is taken from what was made of it then. Never throws for any text.
     *
     * @param stored as this or an earlier version annotated it
     */
    public AnnotatedFeedback again(AnnotatedFeedback stored) {
        Feedback f = stored.feedback();
        if (f.isHeartbeat() || "delete".equals(f.op())) {
            return stored.toBuilder().analysisVersion(version).build();
        }
        boolean masked = !stored.pii().isEmpty();
        String lang = language(f.text(), f.title(), f.lang(), masked);
        return read(f.toBuilder().lang(lang).build(), masked, subject(f), RawSigns.ofStored(stored))
                .receivedAt(stored.receivedAt())
                .annotatedAt(stored.annotatedAt())
                .saidAt(stored.saidAt())
                .pii(stored.pii())
                .mentions(stored.mentions())
                .build();
    }

    /**
     * Reads a text that may be seen.
     *
     * @param f with text and title masked, and its language
     * @param masked whether something was masked in them
     * @param signs what the text showed before it was cleaned
     */
    private AnnotatedFeedback.Builder read(Feedback f, boolean masked, String subject, RawSigns signs) {
        String text = f.text();
        String title = f.title();
        String lang = f.lang() == null ? "" : f.lang();
        TextReader reading = readings.get();
        String own = OwnWords.of(text, signs.forwards());
        Beside beside = new Beside(lang, scores(f), subject);
        List<Opinion> opinions = reading.read(own, beside);
        String noise = Noise.of(reading.matches(), signs, reading.complains());
        boolean danger = reading.danger();
        double evidence = reading.evidence();
        ModelPolarity modelPolarity = reading.modelPolarity();
        List<String> named = List.copyOf(reading.named());
        // who passes something on has the mood of it, though its complaints are another's
        String mood = signs.forwards() ? text : own;
        if (!mood.equals(own)) {
            reading.read(mood, beside);
            evidence = reading.evidence();
            modelPolarity = reading.modelPolarity();
        }
        List<String> namedInTitle = List.of();
        if (opinions.isEmpty() && title != null && !title.isEmpty()) {
            opinions = withoutSpans(reading.read(title, beside.in(text.isEmpty() ? lang : Language.of(title))));
            danger |= reading.danger();
            evidence += reading.evidence();
            modelPolarity = text.isEmpty() ? reading.modelPolarity() : modelPolarity;
            namedInTitle = List.copyOf(reading.named());
        }
        Sentiment sentiment = sentiment(
                evidence + beside.scores(), modelPolarity, mood.isBlank() && title == null && beside.scores() == 0);
        Words words = reading.words();
        part(masked ? Masker.withoutLabels(text) : text, lang, words);
        Keywords keywords = new Keywords().name(named, words);
        if (title != null && !namedInTitle.isEmpty()) {
            Words ofTitle = new Words();
            part(title, Language.of(title), ofTitle);
            keywords.name(namedInTitle, ofTitle);
        }
        Fingerprint print = Fingerprint.of(text);
        return AnnotatedFeedback.builder(f)
                .tokens(words.joined())
                .keywords(keywords.and(words))
                .contentHash(print.contentHash())
                .voiceKey(print.voiceKey())
                .simhash(print.simhash())
                .foldable(print.foldable())
                .topics(Hashtags.in(text))
                .noise(noise)
                .sentiment(sentiment)
                .opinions(opinions)
                .grade(grading.grade(f, opinions, sentiment, danger, noise))
                .analysisVersion(version);
    }

    /** The language of a text, or what the source says of an empty one. */
    private static String language(String text, @Nullable String title, @Nullable String source, boolean masked) {
        String read = text.isEmpty() && title != null ? title : text;
        String given = Language.named(source);
        return read.isEmpty() && given != null ? given : Language.of(masked ? Masker.withoutLabels(read) : read);
    }

    /** Masks personal data in any text, for dead letters and logs. */
    public String mask(String text) {
        return masker.maskQuote(text);
    }

    /** Hash over everything that changes a result: taxonomy, lexicon, model, code revision. */
    public String version() {
        return version;
    }

    private AnnotatedFeedback blank(Feedback f) {
        Fingerprint print = Fingerprint.of("");
        return AnnotatedFeedback.builder(f)
                .contentHash(print.contentHash())
                .voiceKey(print.voiceKey())
                .simhash(print.simhash())
                .sentiment(NEUTRAL)
                .analysisVersion(version)
                .build();
    }

    /**
     * What of a message may be seen: ids of people and orders as hashes, and every field that takes free words masked,
     * because sources put a phone number wherever there is room.
     */
    private Feedback published(
            Feedback f, String text, @Nullable String title, @Nullable String lang, Set<String> pii) {
        Author a = f.author();
        boolean named = NAMED_ACCOUNTS.contains(a.verified()) || a.followers() >= NAMED_FOLLOWERS;
        Customer c = f.customer();
        return f.toBuilder()
                .text(text)
                .title(title)
                .lang(lang)
                .url(f.url() == null ? null : masker.maskLink(withoutQuery(f.url()), pii))
                .touchpoint(masked(f.touchpoint(), pii))
                .author(new Author(
                        idOf(a.id()), a.role(), named ? masked(a.name(), pii) : null, a.followers(), a.verified()))
                .customer(new Customer(
                        idOf(c.id()),
                        masker.maskField(c.tier(), pii),
                        Regions.normalise(c.region()),
                        masked(c.city(), pii),
                        masked(c.ageBand(), pii)))
                .product(new Product(
                        masked(f.product().brand(), pii),
                        masked(f.product().name(), pii),
                        masked(f.product().version(), pii),
                        masked(f.product().batch(), pii)))
                .orderId(idOf(f.orderId()))
                .dims(masked(f.dims(), pii))
                .link(f.link() == null ? null : link(f.link(), pii))
                .build();
    }

    /** Null for an id that stands for nobody: as a hash it would look like one person. */
    private @Nullable String idOf(@Nullable String id) {
        return id == null || PlaceholderIds.isPlaceholder(id) ? null : ids.of(id);
    }

    /** Names of people are personal data; as hashes equal ones stay equal. */
    private List<String> mentioned(List<String> names) {
        if (names.isEmpty()) {
            return names;
        }
        Set<String> out = new LinkedHashSet<>();
        for (int i = 0; i < names.size() && out.size() < MAX_MENTIONS; i++) {
            out.add(ids.of(names.get(i)));
        }
        return List.copyOf(out);
    }

    private @Nullable String masked(@Nullable String field, Set<String> pii) {
        return field == null ? null : masker.maskField(field, pii);
    }

    private Map<String, String> masked(Map<String, String> dims, Set<String> pii) {
        if (dims.isEmpty()) {
            return dims;
        }
        Map<String, String> out = new TreeMap<>();
        dims.forEach((name, value) -> out.put(name, masker.maskField(value, pii)));
        return out;
    }

    /** Null for anything that is not a plain https address: people click on it. */
    private @Nullable String link(String given, Set<String> pii) {
        String link = withoutQuery(given.strip());
        return HTTPS.matcher(link).matches() ? masker.maskLink(link, pii) : null;
    }

    private static String withoutQuery(String url) {
        for (int i = 0; i < url.length(); i++) {
            if (url.charAt(i) == '?' || url.charAt(i) == '#') {
                return url.substring(0, i);
            }
        }
        return url;
    }

    /** What a message is about when its text does not say so. */
    private static String subject(Feedback f) {
        String name = f.product().name();
        return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }

    /** Evidence from what the customer scored: 1.6 at either end. */
    private static double scores(Feedback f) {
        double sum = 0;
        sum += f.rating() == null ? 0 : 3.2 * (f.rating() - 0.5);
        sum += f.csat() == null ? 0 : 3.2 * (f.csat() - 0.5);
        sum += f.nps() == null ? 0 : Math.max(-1.6, Math.min(1.6, 0.6 * (f.nps() - 7.5)));
        return Math.max(-3.2, Math.min(3.2, sum));
    }

    private static Sentiment sentiment(double evidence, ModelPolarity modelPolarity, boolean nothing) {
        if (nothing) {
            return NEUTRAL;
        }
        Polarity p = modelPolarity.known() ? Polarity.of(evidence, modelPolarity) : Polarity.of(evidence);
        return new Sentiment(p.label(), p.score(), p.confidence());
    }

    /** Opinions of the title have no place in the text. */
    private static List<Opinion> withoutSpans(List<Opinion> opinions) {
        List<Opinion> out = new ArrayList<>(opinions.size());
        for (Opinion o : opinions) {
            out.add(new Opinion(o.issue(), o.label(), o.score(), o.confidence(), 0, 0, o.complaint(), o.by()));
        }
        return List.copyOf(out);
    }

    private void part(String text, String lang, Words out) {
        if (lang.equals("zh") || lang.equals("mixed")) {
            segmenter.read(text, out);
        } else {
            LatinWords.read(text, out);
        }
    }

    private static String version(String taxonomy, String lexicon, String model) {
        // the second part stays when only issues are edited: series of other issues go on as they were
        return StableHash.sha256(REVISION + "\n" + taxonomy + "\n" + lexicon + "\n" + model, 6)
                + "-"
                + StableHash.sha256(REVISION + "\n" + lexicon + "\n" + model, 4);
    }
}
