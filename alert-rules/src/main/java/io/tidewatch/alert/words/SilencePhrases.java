package io.tidewatch.alert.words;

import static io.tidewatch.alert.words.KindPhrases.said;

import io.tidewatch.alert.Bilingual;

/** A group that stopped speaking. Nothing here rises, spreads among customers or is said by anybody. */
final class SilencePhrases {
    private static final Bilingual FIGURES =
            said("{{silence}}[，预期 {{expected}}]", "{{silence}}[, expected {{expected}}]");
    private static final Bilingual IMPACT =
            said("{{place}}{{silence}}[，{{alone}}]。", "{{silence}}[ {{place}}][, {{alone}}].");

    private SilencePhrases() {}

    static KindPhrases flatline() {
        return new KindPhrases()
                .isAbout(said("消息中断", "Silence"))
                .on(Phase.BEGINS, said("静默", "silent"), FIGURES, IMPACT)
                .on(
                        Phase.GROWS,
                        said("更少", "fewer"),
                        said("比之前更少，" + FIGURES.zh(), "fewer than before, " + FIGURES.en()),
                        said(
                                "{{place}}的消息比之前更少：{{silence}}[，{{alone}}]。",
                                "even fewer messages than before[ {{place}}]: {{silence}}[, {{alone}}]."))
                .on(
                        Phase.STAYS,
                        said("仍静默", "still silent"),
                        said("仍然静默，" + FIGURES.zh(), "still silent: " + FIGURES.en()),
                        said(
                                "{{place}}仍然静默：{{silence}}[，{{alone}}]。",
                                "still silent[ {{place}}]: {{silence}}[, {{alone}}]."))
                .on(
                        Phase.EASES,
                        said("零星恢复", "speaking a little"),
                        said("开始有零星消息，" + FIGURES.zh(), "a few messages again, " + FIGURES.en()),
                        said(
                                "{{place}}开始有零星消息：{{silence}}[，{{alone}}]。",
                                "a few messages again[ {{place}}]: {{silence}}[, {{alone}}]."))
                .on(
                        Phase.RECOVERED,
                        said("恢复", "over"),
                        said("恢复有新消息，告警后又静默{{lasted}}", "speaks again after {{lasted}}"),
                        said(
                                "{{place}}自{{at}}起又有新消息，告警后静默了{{lasted}}。",
                                "messages have come again[ {{place}}] since {{at}}, after {{lasted}} of silence."))
                .on(
                        Phase.UNSETTLED,
                        said("仍静默", "still silent"),
                        said("告警后一直静默{{lasted}}，预警时段已过", "silent for {{lasted}} and still is; the rule's time is over"),
                        said(
                                "{{place}}仍然静默，告警后已有{{lasted}}；预警时段于{{at}}结束。",
                                "still silent[ {{place}}] after {{lasted}}; the rule's time ended at {{at}}."))
                .like(Phase.RECOVERED, Phase.NEW_LEVEL)
                .endsWithItsRule(
                        said("{{place}}静默的预警", "the alert on the silence[ {{place}}]"),
                        said("又有新消息", "that messages come again"))
                .on(
                        Phase.LOST,
                        said("不再关注", "given up"),
                        said("告警后一直静默{{lasted}}，不再关注", "forgotten after {{lasted}} without a message"),
                        said(
                                "{{place}}告警后{{lasted}}没有新消息，{{at}}起不再关注，请人工确认来源是否还在。",
                                "no message[ {{place}}] for {{lasted}}; not watched since {{at}}, please check whether it still exists."))
                .turn(Turn.WORSE, said("静默升级", "silent, worse"))
                .turn(Turn.SPREADS, said("更多静默", "more are silent"))
                .turn(Turn.JOINED, said("又一静默", "one more silent"))
                .turn(Turn.LEVEL_CHANGED, said("范围变化", "moved"))
                .turn(Turn.DOUBLED, said("仍静默", "still silent"))
                .turn(Turn.AGAIN, said("再次静默", "silent again"))
                .turn(Turn.OTHER_RULE, said("换规则", "by another rule"))
                .turn(Turn.REOPENED, said("再次静默", "silent again"));
    }
}
