package io.tidewatch.rule.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleManifestTest {
    private static final long AT = 1_800_000_000_000L;

    private static List<RulePart> parts() {
        List<RulePart> parts = new ArrayList<>(RulePart.of(RulePart.RULES, Map.of("b.yaml", "规则 b", "a.yaml", "a")));
        parts.addAll(RulePart.of(RulePart.TAXONOMY, Map.of("a.yaml", "a")));
        return parts;
    }

    private static Map<String, String> topic(List<RulePart> parts) {
        Map<String, String> topic = new HashMap<>();
        parts.forEach(p -> topic.put(p.key(), p.json()));
        return topic;
    }

    @Test
    void shouldAssembleWhatWasSplit() {
        // given
        List<RulePart> parts = parts();
        RuleManifest manifest = RuleManifest.read(
                RuleManifest.of(7, parts, "li.wei", "less noise at night", AT).json());

        // when
        RuleBundle bundle = RuleBundle.assemble(manifest, topic(parts)::get);

        // then
        assertThat(manifest.at()).isEqualTo(AT);
        assertThat(manifest.reason()).isEqualTo("less noise at night");
        assertThat(bundle.complete()).isPresent();
        assertThat(bundle.of(RulePart.RULES)).containsExactly(Map.entry("a.yaml", "a"), Map.entry("b.yaml", "规则 b"));
        assertThat(bundle.of(RulePart.TAXONOMY)).containsExactly(Map.entry("a.yaml", "a"));
        assertThat(bundle.of(RulePart.NOTIFY)).isEmpty();
    }

    @Test
    void shouldNameMissingPartsAndActivateNothing() {
        // given
        List<RulePart> parts = parts();
        Map<String, String> topic = topic(parts);
        topic.remove(parts.get(1).key());

        // when
        RuleBundle bundle = RuleBundle.assemble(RuleManifest.of(1, parts, "a", "", AT), topic::get);

        // then
        assertThat(bundle.complete()).isEmpty();
        assertThat(bundle.missing()).containsExactly(parts.get(1).hash());
    }

    @Test
    void shouldTreatDamagedPartAsMissing() {
        // given
        List<RulePart> parts = parts();
        Map<String, String> topic = topic(parts);
        topic.put(parts.get(0).key(), parts.get(1).json());
        topic.put(parts.get(2).key(), "{half");

        // when
        RuleBundle bundle = RuleBundle.assemble(RuleManifest.of(1, parts, "a", "", AT), topic::get);

        // then
        assertThat(bundle.missing())
                .containsExactly(parts.get(0).hash(), parts.get(2).hash());
    }

    @Test
    void shouldRefuseTwoFilesOfOneName() {
        // given
        List<RulePart> parts =
                List.of(new RulePart(RulePart.RULES, "a.yaml", "old"), new RulePart(RulePart.RULES, "a.yaml", "new"));

        // when
        RuleBundle bundle = RuleBundle.assemble(RuleManifest.of(1, parts, "a", "", AT), topic(parts)::get);

        // then
        assertThat(bundle.complete()).isEmpty();
    }

    @Test
    void shouldReplaceOnlyOlderRevisions() {
        // given
        RuleManifest second = RuleManifest.of(2, parts(), "a", "", AT);
        RuleManifest third = RuleManifest.of(3, List.of(), "a", "rollback", AT);

        // when / then
        assertThat(second.replaces(null)).isTrue();
        assertThat(third.replaces(second)).isTrue();
        assertThat(second.replaces(third)).isFalse();
        assertThat(second.replaces(second)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{half",
                "{}",
                "{\"revision\":0,\"parts\":[],\"at\":\"2026-11-11T20:00:00+08:00\"}",
                "{\"revision\":1,\"parts\":\"x\",\"at\":\"2026-11-11T20:00:00+08:00\"}",
                "{\"revision\":1,\"parts\":[\"x\",\"x\"],\"at\":\"2026-11-11T20:00:00+08:00\"}",
                "{\"revision\":1,\"parts\":[],\"at\":\"yesterday\"}"
            })
    void shouldRefuseCorruptManifest(String json) {
        assertThatThrownBy(() -> RuleManifest.read(json)).isInstanceOf(IllegalArgumentException.class);
    }
}
