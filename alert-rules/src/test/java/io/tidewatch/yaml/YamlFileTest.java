package io.tidewatch.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFileTest {
    private final Problems problems = new Problems();

    private YamlMap parse(String text) {
        return YamlFile.parse("a.yaml", text, problems);
    }

    private List<String> lines() {
        return problems.list().stream().map(Problem::toString).toList();
    }

    @Test
    void shouldReadValuesWithTheirPlace() {
        // given
        YamlMap map = parse("a: 1\nb: {c: [u, v], d: 1h30m}\ne: true\nf: .5\n");

        // when
        map.allow(List.of("a", "b", "e")).map("b").itemError("c", 1, "odd");
        map.error("e", "wrong");
        map.keyError("b", "here");

        // then
        assertThat(map.integer("a", 0)).isEqualTo(1);
        assertThat(map.map("b").strings("c")).containsExactly("u", "v");
        assertThat(map.map("b").duration("d", 0)).isEqualTo(5_400_000);
        assertThat(map.bool("e", false)).isTrue();
        assertThat(map.decimal("f", 0)).isEqualTo(0.5);
        assertThat(lines())
                .containsExactly(
                        "a.yaml:2:1: b: here",
                        "a.yaml:2:12: b.c[1]: odd",
                        "a.yaml:3:4: e: wrong",
                        "a.yaml:4:1: f: unknown field 'f', expected one of a, b, e");
    }

    @ParameterizedTest
    @CsvSource({
        "'a: 1\na: 2', 'a.yaml:2:1: a: duplicate key ''a'''",
        "'a:\n\tb: 1', 'a.yaml:2:1: not YAML: a tab in front of a value, use spaces'",
        "'', 'a.yaml:1:1: file is empty, expected a mapping'",
        "'- a', 'a.yaml:1:1: expected a mapping at the top level'",
        "'a: 1\n---\nb: 2', 'a.yaml:2:1: not YAML: but found another document'"
    })
    void shouldSayWhatIsWrong(String text, String problem) {
        YamlMap map = parse(text);
        assertThat(lines()).containsExactly(problem);
        assertThat(map == null || map.has("a")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no", "on", "off", "Y", "NO"})
    void shouldRefuseOldBooleans(String word) {
        // given
        YamlMap map = parse("a: " + word + "\nb: '" + word + "'\nc: [" + word + "]\n");

        // when
        map.string("a");
        map.string("b");
        map.strings("c");

        // then
        assertThat(lines()).hasSize(2).allMatch(l -> l.contains("'" + word + "' is read as a boolean by some tools"));
    }

    @Test
    void shouldNoteKeysWithoutValue() {
        // given
        YamlMap map = parse("a:\nb: ~\nc: ''\n");

        // when
        map.refuseEmpty();

        // then
        assertThat(lines())
                .containsExactly("a.yaml:1:1: a: empty, expected a value", "a.yaml:2:1: b: empty, expected a value");
    }

    @Test
    void shouldGoOnAfterAWrongType() {
        // given
        YamlMap map = parse("a: x\nb: [1]\nc: {d: 1}\ne: 1\n");

        // when
        long a = map.integer("a", 7);
        String b = map.string("b", "fallback");
        List<String> c = map.strings("c");
        YamlMap e = map.map("e");

        // then
        assertThat(a).isEqualTo(7);
        assertThat(b).isEqualTo("fallback");
        assertThat(c).isEmpty();
        assertThat(e).isNull();
        assertThat(lines())
                .containsExactly(
                        "a.yaml:1:4: a: 'x', expected a whole number",
                        "a.yaml:2:4: b: expected a single value",
                        "a.yaml:3:4: c: expected a list",
                        "a.yaml:4:4: e: expected a mapping");
    }
}
