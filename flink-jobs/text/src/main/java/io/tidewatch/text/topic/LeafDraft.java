package io.tidewatch.text.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.wire.Json;
import java.util.List;

/**
 * A leaf of the taxonomy as it would be written for a topic; a person names it and its owner.
 *
 * @param id category and name, with a dot between
 * @param negativeOnly true when its words are a complaint by themselves, without anything negative beside them
 * @param keywords that name it, in the notation of the taxonomy
 * @param topics that name only what it is about
 * @param examples masked; each is found on the leaf
 * @param counterExamples masked; none is
 */
public record LeafDraft(
        String id,
        Bilingual name,
        String owner,
        String fallback,
        boolean negativeOnly,
        List<String> keywords,
        List<String> topics,
        List<String> examples,
        List<String> counterExamples) {
    /** The category of leaves that nobody has given another one. */
    public static final String CATEGORY = "found";

    private static final String CATEGORIES =
            "categories:\n- id: " + CATEGORY + "\n  name: {zh: 新话题, en: \"New topics\"}\n";
    private static final String DEFAULT_FALLBACK = "duty-manager";
    private static final String DEFAULT_OWNER = "voc-team";

    public LeafDraft {
        keywords = List.copyOf(keywords);
        topics = List.copyOf(topics);
        examples = List.copyOf(examples);
        counterExamples = List.copyOf(counterExamples);
    }

    /** Owned by {@value #DEFAULT_OWNER} where a leaf of the taxonomy is, else by the owner of its first leaf. */
    static LeafDraft of(
            String id,
            Bilingual name,
            Taxonomy taxonomy,
            boolean negativeOnly,
            List<String> keywords,
            List<String> topics,
            List<String> examples,
            List<String> counterExamples) {
        Leaf like = taxonomy.leaves().stream()
                .filter(l -> l.owner().equals(DEFAULT_OWNER))
                .findFirst()
                .orElseGet(() -> taxonomy.leaves().stream().findFirst().orElse(null));
        return new LeafDraft(
                id,
                name,
                like == null ? DEFAULT_OWNER : like.owner(),
                like == null ? DEFAULT_FALLBACK : like.fallback(),
                negativeOnly,
                keywords,
                topics,
                examples,
                counterExamples);
    }

    public LeafDraft withId(String other) {
        return new LeafDraft(other, name, owner, fallback, negativeOnly, keywords, topics, examples, counterExamples);
    }

    public LeafDraft withName(Bilingual other) {
        return new LeafDraft(id, other, owner, fallback, negativeOnly, keywords, topics, examples, counterExamples);
    }

    /** A file of the taxonomy with this leaf alone. */
    public String file() {
        return "# Leaves made of topics that no leaf named: ./tidewatch topics\napiVersion: tidewatch/v1\n" + CATEGORIES
                + "leaves:\n" + leaf("");
    }

    /**
     * The leaf as one item of the list {@code leaves}.
     *
     * @param indent white space before its dash
     */
    public String leaf(String indent) {
        StringBuilder out = new StringBuilder();
        line(out, indent, "\n- id: " + id);
        line(out, indent, "  name: {zh: " + quoted(name.zh()) + ", en: " + quoted(name.en()) + "}");
        line(out, indent, "  severity: P3");
        line(out, indent, "  need: 便捷");
        line(out, indent, "  cause: 流程");
        line(out, indent, "  touchpoint: other");
        line(out, indent, "  owner: " + owner);
        line(out, indent, "  fallback: " + fallback);
        line(out, indent, "  runbook: runbooks/new-problem.md");
        line(out, indent, "  negative_only: " + negativeOnly);
        line(out, indent, "  keywords: " + list(keywords));
        if (!topics.isEmpty()) {
            line(out, indent, "  topics: " + list(topics));
        }
        items(out, indent, "examples", examples);
        items(out, indent, "counter_examples", counterExamples);
        return out.toString();
    }

    private static String list(List<String> words) {
        return "[" + String.join(", ", words.stream().map(LeafDraft::quoted).toList()) + "]";
    }

    private static void items(StringBuilder out, String indent, String field, List<String> items) {
        line(out, indent, "  " + field + ":" + (items.isEmpty() ? " []" : ""));
        items.forEach(i -> line(out, indent, "  - " + quoted(i)));
    }

    private static void line(StringBuilder out, String indent, String line) {
        if (line.startsWith("\n")) {
            out.append('\n').append(indent).append(line.substring(1)).append('\n');
        } else {
            out.append(indent).append(line).append('\n');
        }
    }

    /** As JSON writes it, which YAML reads. */
    private static String quoted(String text) {
        try {
            return Json.MAPPER.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a string is always JSON", e);
        }
    }
}
