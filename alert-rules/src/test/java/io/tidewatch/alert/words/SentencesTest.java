package io.tidewatch.alert.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.words.Told.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Walks through all that is said: every kind in every state, in both languages. */
class SentencesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/words/sentences.txt");

    private static final Path DOCUMENT = Path.of("../docs/notification.md");

    /** Kinds that have no more and less of it, or cannot end halfway, and the states that are told alike for that. */
    private static final Map<AlertKind, List<Set<State>>> ALIKE = Map.of(
            AlertKind.SHIFT, List.of(Set.of(State.AMENDED_UP, State.AMENDED_LEVEL, State.AMENDED_DOWN)),
            AlertKind.COMPOSITE,
                    List.of(
                            Set.of(State.AMENDED_UP, State.AMENDED_LEVEL, State.AMENDED_DOWN),
                            Set.of(State.RECOVERED, State.RECOVERED_BUT_NOT_USUAL)),
            AlertKind.SUSPENDED,
                    List.of(
                            Set.of(State.AMENDED_UP, State.AMENDED_LEVEL, State.AMENDED_DOWN),
                            Set.of(State.RECOVERED, State.RECOVERED_BUT_NOT_USUAL)),
            AlertKind.SEQUENCE, happened(),
            AlertKind.REPEAT, happened(),
            AlertKind.MATCH, happened(),
            AlertKind.NEW_TERM, List.of(Set.of(State.RECOVERED, State.RECOVERED_BUT_NOT_USUAL)),
            AlertKind.THRESHOLD, List.of(Set.of(State.RECOVERED, State.RECOVERED_BUT_NOT_USUAL)));

    private static List<Set<State>> happened() {
        return List.of(
                Set.of(State.AMENDED_LEVEL, State.AMENDED_DOWN),
                Set.of(State.RECOVERED, State.RECOVERED_BUT_NOT_USUAL));
    }

    @ParameterizedTest
    @EnumSource(AlertKind.class)
    void shouldTellEveryStateOfAKindApart(AlertKind kind) {
        Map<Phrase, State> seen = new HashMap<>();
        for (State state : State.of(kind)) {
            Phrase p = Phrases.of(kind, Told.of(kind, state).phase());
            State before = seen.putIfAbsent(p, state);
            assertThat(before == null || alike(kind, before, state))
                    .as("%s: %s is told like %s", kind, state, before)
                    .isTrue();
        }
        Map<String, Phrase> texts = new HashMap<>();
        for (Phrase p : seen.keySet()) {
            for (String text : List.of(
                    p.says().zh(), p.says().en(), p.impact().zh(), p.impact().en())) {
                assertThat(texts.put(text, p))
                        .as("%s: said twice: %s", kind, text)
                        .isNull();
            }
        }
    }

    @Test
    void shouldTellEveryKindApart() {
        for (Phase phase : List.of(Phase.BEGINS, Phase.STAYS, Phase.RECOVERED)) {
            Map<String, AlertKind> seen = new HashMap<>();
            for (AlertKind kind : AlertKind.values()) {
                Phrase p = Phrases.of(kind, phase);
                if (phase != Phase.RECOVERED) { // counts recover alike
                    assertThat(seen.put(p.says().zh(), kind))
                            .as("%s %s", kind, phase)
                            .isNull();
                    assertThat(seen.put(p.says().en(), kind))
                            .as("%s %s", kind, phase)
                            .isNull();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(AlertKind.class)
    void shouldFillAllThatIsSaid(AlertKind kind) {
        for (State state : State.of(kind)) {
            Told t = Told.of(kind, state);
            for (String lang : List.of("zh", "en")) {
                assertThat(t.summaryIn(lang) + "\n" + t.push().titleIn(lang) + "\n" + t.impactIn(lang))
                        .as("%s %s", kind, state)
                        .doesNotContain("{{", "}}", "null", "  ", "，，", "：，", " ,", "[]", "“”", "()", "（）", "|")
                        // stands for what is not known, unless it stands between two figures
                        .doesNotContainPattern("(?<!\\d)–|–(?!\\d)");
            }
            assertThat(t.push()
                            .titleIn("zh")
                            .codePointCount(0, t.push().titleIn("zh").length()))
                    .isLessThanOrEqualTo(40);
            assertThat(t.push().titleIn("en").length()).isLessThanOrEqualTo(80);
        }
    }

    @ParameterizedTest
    @EnumSource(AlertKind.class)
    void shouldNotTellAFallOrAnEndAsARise(AlertKind kind) {
        for (State state : State.of(kind)) {
            if (state == State.AMENDED_DOWN || !state.isOpen()) {
                Told t = Told.of(kind, state);
                assertThat(t.all("zh")).as("%s %s", kind, state).doesNotContain("上升", "增多", "扩散", "翻", "升级", "累积，");
                assertThat(t.all("en"))
                        .as("%s %s", kind, state)
                        .doesNotContain("rising", "growing", "spreading", "doubl", "worse", "still building up");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(AlertKind.class)
    void shouldNotActAtAnEndAsIfItWereNow(AlertKind kind) {
        for (State state : State.of(kind)) {
            Told t = Told.of(kind, state);
            if (!state.isOpen()) {
                assertThat(t.all("zh")).as("%s %s", kind, state).doesNotContain("第一步", "气死", "再也不买");
            } else {
                assertThat(t.all("zh")).as("%s %s", kind, state).contains("第一步");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(AlertKind.class)
    void shouldSayThatItIsOverOnlyWhenItIs(AlertKind kind) {
        for (State state : List.of(State.RULE_CHANGED, State.RULE_REMOVED, State.LOST)) {
            Told t = Told.of(kind, state);
            assertThat(t.push().titleIn("zh")).doesNotContain("恢复]", "结束]");
            assertThat(t.push().titleIn("en")).doesNotContain("[over]");
            assertThat(t.summaryIn("zh") + t.impactIn("zh")).containsPattern("不表示|请人工确认");
        }
        Told high = Told.of(kind, State.RECOVERED_BUT_NOT_USUAL);
        if (high.phase() == Phase.UNSETTLED) {
            assertThat(high.all("zh")).contains("仍").doesNotContain("恢复");
            assertThat(high.all("en")).contains("still").doesNotContain("[over]", "back to");
        }
    }

    @Test
    void shouldSpeakOfSilenceInEveryStateOfOne() {
        for (State state : State.of(AlertKind.FLATLINE)) {
            Told t = Told.of(AlertKind.FLATLINE, state);
            assertThat(t.summaryIn("zh")).containsPattern("静默|消息");
            assertThat(t.summaryIn("en")).containsPattern("silen|message|speaks");
            assertThat(t.impactIn("zh")).containsPattern("静默|消息");
            assertThat(t.impactIn("en")).containsPattern("silen|message");
            assertThat(t.all("zh")).doesNotContain("顾客", "投诉", "发声", "“SourceSilent”");
        }
    }

    @ParameterizedTest
    @EnumSource(AlertKind.class)
    void shouldHaveWordsForWhatIsNew(AlertKind kind) {
        for (Turn turn : Turn.values()) {
            Bilingual head = Phrases.of(kind, turn);
            assertThat(head.zh()).isNotBlank().hasSizeLessThanOrEqualTo(6);
            assertThat(head.en()).isNotBlank().hasSizeLessThanOrEqualTo(16);
        }
    }

    /** Read it as somebody on call would: what happens, where, how much against usual, what to do. */
    @Test
    void shouldSayWhatAPersonHasRead() throws IOException {
        List<String> lines = new ArrayList<>();
        for (AlertKind kind : AlertKind.values()) {
            lines.add("=== " + kind.wire());
            for (State state : State.of(kind)) {
                Told t = Told.of(kind, state);
                lines.add("");
                lines.add(
                        "--- " + state.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
                for (String lang : List.of("zh", "en")) {
                    lines.add(t.push().titleIn(lang));
                    lines.add(t.push().linesIn(lang).get(0));
                    lines.add(t.push().linesIn(lang).get(1));
                    lines.add("= " + t.summaryIn(lang));
                }
            }
            lines.add("");
            for (Turn turn : Turn.values()) {
                Bilingual head = Phrases.of(kind, turn);
                lines.add(turn.name().toLowerCase(java.util.Locale.ROOT) + ": [预警·" + head.zh() + "] [warning · "
                        + head.en() + "]");
            }
            lines.add("");
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.write(GOLDEN, lines);
        }
        assertThat(lines)
                .as("regenerate with -Dgolden.update=true, then read what people will be told")
                .containsExactlyElementsOf(Files.readAllLines(GOLDEN));
    }

    @Test
    void shouldShowTheWordsInTheDocument() throws IOException {
        List<Phase> shown = List.of(
                Phase.BEGINS, Phase.GROWS, Phase.STAYS, Phase.EASES, Phase.RECOVERED, Phase.UNSETTLED, Phase.LOST);
        StringBuilder table = new StringBuilder(
                "\n| kind | begins | grows | goes on | eases | ended | ended, not as usual | not measured any more |\n|---|---|---|---|---|---|---|---|\n");
        for (AlertKind kind : AlertKind.values()) {
            table.append("| `").append(kind.wire()).append('`');
            for (Phase phase : shown) {
                Bilingual head = new Wording()
                        .with("moved", new Bilingual("高/低", "higher/lower"))
                        .fill(Phrases.of(kind, phase).head());
                table.append(" | ").append(head.zh()).append(", ").append(head.en());
            }
            table.append(" |\n");
        }
        table.append("\nAny kind: ")
                .append(Phrases.of(AlertKind.SURGE, Phase.RULE_CHANGED).head().zh())
                .append(", rule changed; ")
                .append(Phrases.of(AlertKind.SURGE, Phase.RULE_REMOVED).head().zh())
                .append(", rule removed. Of `surge` and `spike`: ")
                .append(Phrases.of(AlertKind.SURGE, Phase.NEW_LEVEL).head().zh())
                .append(", new level.\n\n");
        String page = Files.readString(DOCUMENT);
        int from = page.indexOf("-->", page.indexOf("<!-- words:begin")) + 4;
        int to = page.indexOf("<!-- words:end");
        String expected = page.substring(0, from) + table + page.substring(to);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(page)
                .as("regenerate with -Dgolden.update=true")
                .isEqualTo(Boolean.getBoolean("golden.update") ? page : expected);
    }

    private static boolean alike(AlertKind kind, State a, State b) {
        return ALIKE.getOrDefault(kind, List.of()).stream().anyMatch(s -> s.contains(a) && s.contains(b));
    }
}
