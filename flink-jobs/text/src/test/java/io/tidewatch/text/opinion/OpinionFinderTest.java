package io.tidewatch.text.opinion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.vocabulary.Hits;
import io.tidewatch.text.vocabulary.Lexicon;
import io.tidewatch.text.vocabulary.LinkedHits;
import io.tidewatch.text.vocabulary.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * By words alone, with few issues: what is named, what it is joined with, what is left out. Of the lexicon's weights 失望 has
 * −2.1, 遗憾 −1.2, 满意 2.0 and 还行 1.0.
 */
class OpinionFinderTest {
    private static final Vocabulary VOCABULARY = Vocabulary.of(
            TaxonomyFiles.of(Map.of(
                    "few.yaml",
                    """
                    apiVersion: tidewatch/v1
                    categories:
                    - {id: parcel, name: {zh: 包裹, en: Parcel}, words: [包裹]}
                    - {id: ware, name: {zh: 商品, en: Ware}, words: [电池]}
                    - {id: reputation, name: {zh: 口碑, en: Reputation}, words: [品牌]}
                    - {id: voice, name: {zh: 声音, en: Voice}, words: []}
                    leaves:
                    """
                            + leaf("parcel.stuck", true, "keywords: [停滞, 包裹…停滞], exclusions: [演习]")
                            + leaf("parcel.broken", true, "keywords: [碎裂, 碎裂声]")
                            + leaf("ware.sound", true, "keywords: [碎裂声响, 包裹…晃动], topics: [扬声器], exclusions: [练习]")
                            + leaf("ware.battery", false, "keywords: [续航], topics: [充电口]")
                            + leaf("reputation.boycott", true, "keywords: [抵制]")
                            + leaf("voice.praise", false, "keywords: [表扬]"))),
            Lexicon.packaged());

    private final Hits raw = new Hits();
    private final LinkedHits hits = new LinkedHits();
    private final Hits cues = new Hits();
    private final Matches matches = new Matches();
    private final Clauses clauses = new Clauses();
    private final ClauseSentiment sentiment = new ClauseSentiment();
    private final OpinionFinder finder = new OpinionFinder(VOCABULARY, cues, matches, clauses, sentiment);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // of words that overlap the longest counts
                "有碎裂 | parcel.broken!",
                "有碎裂声 | parcel.broken!",
                "有碎裂声响 | ware.sound!",
                // an exclusion counts in its own clause
                "停滞演习 | ''",
                "停滞，不是演习 | parcel.stuck!",
                "练习，包裹，晃动 | ware.sound!",
                "练习包裹，晃动 | ware.sound!",
                "包裹练习，晃动 | ''",
                // denied: the good of it is the category's
                "没有碎裂 | parcel+",
                "没有任何停滞 | parcel+",
                "不是没有碎裂 | parcel.broken!",
                // asked, supposed or reported of others
                "如果碎裂怎么办 | ''",
                "碎裂了如果能换就行 | parcel.broken!",
                "听说有人碎裂 | ''",
                "听说有人抵制 | reputation.boycott!",
                // settled by a later clause, unless that asks or is followed by more
                "碎裂，已经处理好了 | ''",
                "碎裂，处理好了？ | parcel.broken!",
                "碎裂，处理好了，又停滞 | parcel.broken! parcel.stuck!",
                "碎裂，打电话，说过，问过，处理好了 | parcel.broken!",
                // a phrase of two parts over a comma, but not over another subject
                "包裹，停滞 | parcel.stuck!",
                // far parts of a phrase among plainly positive words are no complaint
                "包裹满意停滞 | parcel+"
            })
    void shouldNameTheIssuesThatAreComplainedOf(String text, String expected) {
        assertThat(shown(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // a topic with a negative word in its clause, the clause before, or the clause after
                "充电口失望 | ware.battery!",
                "充电口啊，失望 | ware.battery!",
                "真的失望，这个充电口 | ware.battery!",
                "充电口啊，那天，失望 | ware.battery!",
                "充电口啊，那天，那个，失望 | other!",
                "充电口和扬声器失望 | ware.sound!",
                // with a fault and no sentiment word
                "充电口没反应 | ware.battery!",
                "充电口没反应吗？ | ''",
                // a negative word without a subject: a weak one is nothing, beside a complaint it is about that
                "失望 | other!",
                "遗憾 | ''",
                "碎裂，失望 | parcel.broken!",
                "失望，那天，那个，这个，碎裂 | parcel.broken!",
                // positive: the category that is named nearest, once; without one the general leaf
                "满意 | voice.praise+",
                "电池满意 | ware+",
                "电池和包裹满意 | parcel+",
                "电池，满意 | ware+",
                "听说有人满意 | ''",
                "碎裂，满意 | parcel.broken! voice.praise+",
                // a leaf that is no complaint by itself takes the sentiment beside it
                "续航失望 | ware.battery!",
                "续航，失望 | ware.battery!",
                "续航满意 | ware+",
                "续航 | ware.battery0"
            })
    void shouldJoinFeelingsToWhatTheyAreAbout(String text, String expected) {
        assertThat(shown(text)).isEqualTo(expected);
    }

    @Test
    void shouldWeighANamedComplaintByItsLengthAndTheBlameBesideIt() {
        assertThat(complaints("有碎裂")).isCloseTo(-2.3 - 0.15 * 2, within(1e-9));
        assertThat(complaints("有碎裂声响")).isCloseTo(-2.3 - 0.15 * 4, within(1e-9));
        assertThat(complaints("失望的碎裂")).isCloseTo(-2.3 - 0.15 * 2 - 0.5 * 2.1, within(1e-9));
    }

    @Test
    void shouldAddTheRestOfAClauseToItsComplaintByTwoFifths() {
        assertThat(evidence("失望的碎裂")).isCloseTo(-3.65 - 0.4 * 2.1, within(1e-9));
    }

    @Test
    void shouldTakeAFeelingBesideForThatOfTheClauseAndOnlyOnce() {
        assertThat(find("续航，失望").get(0).score()).isEqualTo(find("续航失望").get(0).score());
    }

    @Test
    void shouldAddTwoFifthsOfEachFurtherSignOfTheSameComplaint() {
        assertThat(complaints("有碎裂，也碎裂")).isCloseTo(-2.6 * 1.4, within(1e-9));
        assertThat(complaints("有碎裂，失望")).isCloseTo(-2.6 - 0.4 * 2.1, within(1e-9));
    }

    @Test
    void shouldCountAComplaintThatIsConcededByHalf() {
        assertThat(complaints("有碎裂，但是满意")).isCloseTo(-2.6 / 2, within(1e-9));
        assertThat(complaints("满意，但是有碎裂")).isCloseTo(-2.6, within(1e-9));
    }

    @Test
    void shouldWeighWhatComesAfterAContrastMoreThanWhatComesBefore() {
        assertThat(evidence("失望，满意")).isCloseTo(-2.1 + 2, within(1e-9));
        assertThat(evidence("失望，但是满意")).isCloseTo(-2.1 * 0.6 + 2 * 1.25, within(1e-9));
    }

    @Test
    void shouldTurnIronicPositiveWordsBesideAComplaint() {
        // 真棒 makes positive words suspect
        assertThat(complaints("有碎裂，真棒")).isLessThan(complaints("有碎裂") - 0.5);
        assertThat(evidence("有碎裂，真棒")).isLessThan(evidence("有碎裂"));
        assertThat(evidence("真棒")).isPositive();
        assertThat(complaints("有碎裂，但是真棒")).isCloseTo(-2.6 / 2, within(1e-9));
    }

    /** The softmax of evidence at a slope of 1.3, with one unit in advance for neutral. */
    @Test
    void shouldSayHowProbableALabelIs() {
        // when
        Opinion o = find("有碎裂").get(0);

        // then
        double negative = Math.exp(1.3 * 2.6);
        double positive = Math.exp(-1.3 * 2.6);
        double sum = negative + positive + Math.E;
        assertThat(o.confidence()).isCloseTo(negative / sum, within(1e-4));
        assertThat(o.score()).isCloseTo((positive - negative) / sum, within(1e-4));
    }

    @Test
    void shouldSpanTheClausesThatAnOpinionIsMadeOf() {
        assertThat(find("买了，包裹，停滞，失望")).singleElement().satisfies(o -> {
            assertThat(o.from()).isEqualTo("买了，".length());
            assertThat(o.to()).isEqualTo("买了，包裹，停滞".length());
        });
        assertThat(find("满意。充电口啊，失望！")).extracting(Opinion::from).containsExactly(0, "满意。".length());
    }

    @Test
    void shouldGiveTheWordsThatNamedTheIssuesInOrder() {
        // when
        find("有碎裂声响，续航，包裹停滞，没有碎裂");

        // then
        assertThat(finder.named()).containsExactly("碎裂声响", "续航", "停滞");
    }

    @Test
    void shouldForgetTheTextBefore() {
        // given
        find("有碎裂，失望，包裹停滞，续航");

        // when, then
        assertThat(find("嗯")).isEmpty();
        assertThat(finder.named()).isEmpty();
        assertThat(finder.complaints()).isZero();
        assertThat(finder.evidence()).isZero();
    }

    private double complaints(String text) {
        find(text);
        return finder.complaints();
    }

    private double evidence(String text) {
        find(text);
        return finder.evidence();
    }

    /** Opinions by issue: ! a complaint, + positive, − negative, 0 neutral. */
    private String shown(String text) {
        return find(text).stream()
                .map(o -> o.issue()
                        + (o.complaint()
                                ? "!"
                                : switch (o.label()) {
                                    case POSITIVE -> "+";
                                    case NEGATIVE -> "−";
                                    case NEUTRAL -> "0";
                                }))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** As a {@link TextReader} does without a model. */
    private List<Opinion> find(String text) {
        char[] folded = text.toCharArray();
        VOCABULARY.find(folded, folded.length, raw, hits, cues);
        clauses.split(folded, folded.length, cues, VOCABULARY);
        matches.resolve(hits, VOCABULARY, clauses, folded);
        sentiment.read(folded, folded.length, cues, matches, clauses, VOCABULARY, null, false);
        return finder.find(folded, text, 0);
    }

    private static String leaf(String id, boolean negativeOnly, String words) {
        return """
                - {id: %s, name: {zh: 名, en: Name}, severity: P3, need: 准时, cause: 流程, touchpoint: delivery, owner: a,
                   fallback: b, runbook: runbooks/issue.md, negative_only: %s, %s, examples: [例一, 例二], counter_examples: [反一, 反二]}
                """.formatted(id, negativeOnly, words);
    }
}
