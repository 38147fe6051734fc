package io.tidewatch.taxonomy;

import io.tidewatch.alert.Bilingual;
import java.util.List;

/**
 * One issue of the taxonomy.
 *
 * @param id {@code category.name}
 * @param keywords words that name the issue, in the notation of {@link KeywordPattern}
 * @param topics words that name only what it is about; with a negative sentiment word beside them they mean the issue
 * @param patterns RE2/J expressions, each with a literal that must occur (see {@link RequiredLiteral})
 * @param exclusions words whose presence in the same clause says that the issue is not meant
 * @param awaited things whose not coming is a complaint of the issue; where none of them stands beside a wait (还没收到), what the
 *     keywords of other issues make of it holds
 * @param severity base severity P1 (one credible message pages) to P4 (digest)
 * @param negativeOnly true when naming the issue is a complaint by itself (快递五天没动)
 * @param need for example 准时
 * @param causeHint where to look first, for example 流程
 * @param examples messages that must be found, at least two
 * @param counterExamples messages that look like it and must not be found, at least two
 */
public record Leaf(
        String id,
        String category,
        Bilingual name,
        List<String> keywords,
        List<String> topics,
        List<String> patterns,
        List<String> exclusions,
        List<String> awaited,
        boolean negativeOnly,
        String severity,
        String need,
        String causeHint,
        String touchpoint,
        String owner,
        String fallback,
        String runbook,
        List<String> examples,
        List<String> counterExamples) {

    /** A leaf without topics, for which nobody waits. */
    public Leaf(
            String id,
            String category,
            Bilingual name,
            List<String> keywords,
            List<String> patterns,
            List<String> exclusions,
            boolean negativeOnly,
            String severity,
            String need,
            String causeHint,
            String touchpoint,
            String owner,
            String fallback,
            String runbook,
            List<String> examples,
            List<String> counterExamples) {
        this(
                id,
                category,
                name,
                keywords,
                List.of(),
                patterns,
                exclusions,
                List.of(),
                negativeOnly,
                severity,
                need,
                causeHint,
                touchpoint,
                owner,
                fallback,
                runbook,
                examples,
                counterExamples);
    }
}
