package io.tidewatch.text.topic;

import io.tidewatch.alert.Bilingual;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.taxonomy.KeywordPattern;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.text.hanlp.HanLpPinyin;
import io.tidewatch.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Makes leaves of topics. Examples are taken from the texts of a topic, whole where they are short, else a sentence of them; each
 * has been read by an analyzer that has the leaf, and found on it. Counter-examples are questions and thanks in
 * its words.
 */
public final class LeafDrafts {
    /** Examples of a draft. */
    public static final int EXAMPLES = 3;

    /** Of a leaf that may be written. */
    public static final int MIN_EXAMPLES = 2;

    private static final int COUNTER_EXAMPLES = 2;
    private static final int MAX_EXAMPLE = 90;
    private static final int MIN_EXAMPLE = 6;
    private static final int MAX_SHOWN = 120;
    private static final int GOOD_LENGTH = 30;
    private static final int MAX_TRIED = 200;
    private static final int MAX_NAME = 24;
    private static final byte[] KEY = "tidewatch topics: ids are only compared".getBytes(StandardCharsets.UTF_8);
    private static final Pattern PSEUDONYM = Pattern.compile("\\[(\\w+):[0-9a-f]+\\]");
    private static final Pattern PRAISE = Pattern.compile("。{2,}");
    private static final Pattern SENTENCES = Pattern.compile("(?<=[。！？!?；;\\n])");

    private final Map<String, String> files;
    private final Taxonomy taxonomy;

    /** @param files of the taxonomy, name → text, without error; none are the packaged ones */
    public LeafDrafts(Map<String, String> files) {
        this.files = files.isEmpty() ? TaxonomyFiles.packagedFiles() : Map.copyOf(files);
        this.taxonomy = TaxonomyFiles.of(files);
    }

    /**
     * A draft of each topic, in their order. Its words count where something negative stands beside them; where too few texts of the
     * topic have that, they are a complaint by themselves, if they are phrases.
     *
     * @return with fewer examples than {@link #EXAMPLES} where fewer texts are found by the keywords
     */
    public List<LeafDraft> of(List<FoundTopic> topics) {
        List<LeafDraft> careful = of(topics, false);
        List<LeafDraft> broad = of(topics, true);
        List<LeafDraft> out = new ArrayList<>();
        for (int i = 0; i < topics.size(); i++) {
            boolean enough = careful.get(i).examples().size() >= MIN_EXAMPLES;
            boolean phrases = topics.get(i).keywords().stream().anyMatch(LeafDrafts::isPhrase);
            out.add(enough || !phrases ? careful.get(i) : broad.get(i));
        }
        return out;
    }

    private static boolean isPhrase(String keyword) {
        return keyword.indexOf(KeywordPattern.GAP) > 0;
    }

    private List<LeafDraft> of(List<FoundTopic> topics, boolean negativeOnly) {
        Set<String> ids = new HashSet<>();
        taxonomy.leaves().forEach(l -> ids.add(l.id()));
        List<LeafDraft> rough = new ArrayList<>();
        for (FoundTopic t : topics) {
            rough.add(draft(id(t, ids), t, negativeOnly, t.keywords(), t.nouns(), List.of(), List.of()));
        }
        Taxonomy drafted = with(rough);
        Analyzer analyzer = Analyzer.of(drafted, KEY);
        List<LeafDraft> out = new ArrayList<>();
        for (int i = 0; i < topics.size(); i++) {
            LeafDraft d = rough.get(i);
            FoundTopic t = topics.get(i);
            out.add(draft(
                    d.id(),
                    t,
                    negativeOnly,
                    words(drafted, d.id(), Leaf::keywords),
                    words(drafted, d.id(), Leaf::topics),
                    examples(t, d, analyzer),
                    counterExamples(t, d, analyzer)));
        }
        return out;
    }

    private LeafDraft draft(
            String id,
            FoundTopic t,
            boolean negativeOnly,
            List<String> keywords,
            List<String> nouns,
            List<String> examples,
            List<String> counterExamples) {
        return LeafDraft.of(
                id,
                new Bilingual(name(t), english(t)),
                taxonomy,
                negativeOnly,
                keywords,
                nouns,
                examples,
                counterExamples);
    }

    /** The taxonomy with drafts that have no examples yet: what else is wrong with them is said when they are accepted. */
    private Taxonomy with(List<LeafDraft> drafts) {
        Map<String, String> all = new TreeMap<>(files);
        for (int i = 0; i < drafts.size(); i++) {
            all.put("draft-" + i + ".yaml", drafts.get(i).file());
        }
        return TaxonomyFiles.read(all, new Problems());
    }

    /** Without those that are in almost every message. */
    private static List<String> words(Taxonomy drafted, String id, Function<Leaf, List<String>> of) {
        Leaf leaf = drafted.leaf(id);
        return leaf == null ? List.of() : of.apply(leaf);
    }

    private static String id(FoundTopic t, Set<String> ids) {
        StringBuilder name = new StringBuilder();
        for (String s : HanLpPinyin.syllables(t.title())) {
            if (name.length() + s.length() < MAX_NAME) {
                name.append(name.length() == 0 ? "" : "_").append(s);
            }
        }
        String id = LeafDraft.CATEGORY + "." + (name.length() == 0 ? t.id() : name);
        String free = ids.add(id) ? id : id + "_" + t.id();
        ids.add(free);
        return free;
    }

    private static String name(FoundTopic t) {
        return t.title().replace("…", " ");
    }

    private static String english(FoundTopic t) {
        return "Topic: " + String.join(" ", HanLpPinyin.syllables(t.title()));
    }

    private static List<String> examples(FoundTopic t, LeafDraft draft, Analyzer analyzer) {
        List<String> whole = new ArrayList<>();
        List<String> pieces = new ArrayList<>();
        for (String text : t.texts()) {
            String shown = shown(text);
            if (shown.length() <= MAX_EXAMPLE) {
                whole.add(shown);
            } else {
                for (String sentence : SENTENCES.split(shown)) {
                    pieces.add(shown(sentence));
                }
            }
        }
        Comparator<String> readable = Comparator.<String>comparingInt(s -> Math.abs(s.length() - GOOD_LENGTH))
                .thenComparing(Comparator.naturalOrder());
        whole.sort(readable);
        pieces.sort(readable);
        Set<String> out = new LinkedHashSet<>();
        List<String> all = new ArrayList<>(whole);
        all.addAll(pieces);
        int tried = 0;
        for (String s : all) {
            if (out.size() == EXAMPLES || tried++ == MAX_TRIED) {
                break;
            }
            if (s.length() >= MIN_EXAMPLE && s.length() <= MAX_EXAMPLE && complains(s, draft.id(), analyzer)) {
                out.add(s);
            }
        }
        return List.copyOf(out);
    }

    /** Questions and thanks in its words. */
    private static List<String> counterExamples(FoundTopic t, LeafDraft draft, Analyzer analyzer) {
        List<String> out = new ArrayList<>();
        String what = name(t);
        List<String> made = what.codePoints().anyMatch(Character::isIdeographic)
                ? List.of("请问" + what + "在哪里看？", what + "很好，谢谢", "请问怎么查" + what + "？", "谢谢，已经知道了")
                : List.of("Where can I read about " + what + "?", what + " is great, thanks", "Thank you.", "Hello");
        for (String m : made) {
            if (out.size() < COUNTER_EXAMPLES && !isNegative(m, draft.id(), analyzer)) {
                out.add(m);
            }
        }
        return out;
    }

    /**
     * What people see of a topic: the examples of its draft, filled up with other texts of it.
     *
     * @return at most {@link #EXAMPLES}, masked
     */
    public static List<String> examples(FoundTopic topic, LeafDraft draft) {
        Set<String> out = new LinkedHashSet<>(draft.examples());
        for (String text : topic.texts()) {
            String shown = shown(text);
            if (out.size() < EXAMPLES && shown.length() >= MIN_EXAMPLE) {
                out.add(shown.length() <= MAX_SHOWN ? shown : shown.substring(0, MAX_SHOWN) + "…");
            }
        }
        return List.copyOf(out);
    }

    /** Without the pseudonyms of orders. */
    private static String shown(String masked) {
        return PRAISE.matcher(PSEUDONYM.matcher(masked).replaceAll("[$1]"))
                .replaceAll("。")
                .strip();
    }

    private static boolean complains(String text, String leaf, Analyzer analyzer) {
        AnnotatedFeedback a = read(text, analyzer);
        return a.opinions().stream().anyMatch(o -> o.issue().equals(leaf) && a.isComplaint(o));
    }

    private static boolean isNegative(String text, String leaf, Analyzer analyzer) {
        return read(text, analyzer).opinions().stream()
                .anyMatch(o -> o.issue().equals(leaf) && o.label() == Label.NEGATIVE);
    }

    private static AnnotatedFeedback read(String text, Analyzer analyzer) {
        return analyzer.analyze(
                Feedback.builder("example", "topics", 0).text(text).build());
    }

    /**
     * What is wrong with a taxonomy that has a draft in it.
     *
     * @param before the taxonomy without it
     * @param after the taxonomy with it
     * @param draft as it stands in {@code after}
     * @return a line each; none when every example of the draft is found on it, no counter-example is, and no example of another leaf
     *     is lost because of it
     */
    public static List<String> problems(Taxonomy before, Taxonomy after, LeafDraft draft) {
        List<String> out = new ArrayList<>();
        Analyzer then = Analyzer.of(after, KEY);
        for (String e : draft.examples()) {
            if (!complains(e, draft.id(), then)) {
                out.add("examples: '" + e + "' is not found on " + draft.id());
            }
        }
        for (String e : draft.counterExamples()) {
            if (isNegative(e, draft.id(), then)) {
                out.add("counter_examples: '" + e + "' is found on " + draft.id());
            }
        }
        Analyzer now = Analyzer.of(before, KEY);
        before.leaves()
                .forEach(leaf -> leaf.examples().forEach(e -> {
                    if (complains(e, leaf.id(), now) && !complains(e, leaf.id(), then)) {
                        out.add("keywords: with them '" + e + "', an example of " + leaf.id()
                                + ", is no longer found there");
                    }
                }));
        return out;
    }
}
