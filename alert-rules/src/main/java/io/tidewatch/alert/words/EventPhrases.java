package io.tidewatch.alert.words;

import static io.tidewatch.alert.words.KindPhrases.said;

import io.tidewatch.alert.Bilingual;

/** Kinds that take something that happened, not a count beside what is usual: they end when it has not happened for a while. */
final class EventPhrases {
    private static final Bilingual GOES_ON = said("持续", "ongoing");
    private static final Bilingual OVER = said("结束", "over");
    private static final String ABOUT_ZH = "[，涉及“{{issue}}”]";
    private static final String ABOUT_EN = "[ about “{{issue}}”]";

    private EventPhrases() {}

    static KindPhrases sequence() {
        String zh = "[先后出现 {{steps}}|先后出现规则所列的反馈]";
        String en = "[{{steps}}|messages in the order of the rule]";
        return ends(new KindPhrases()
                        .on(
                                Phase.BEGINS,
                                said("先后出现", "in sequence"),
                                said(zh + "[（{{within}}内）]", en + "[ within {{within}}]"),
                                said(
                                        "[{{place}}：]" + zh + ABOUT_ZH + "。",
                                        "one after another[ {{place}}]: " + en + ABOUT_EN + "."))
                        .on(
                                Phase.GROWS,
                                said("又先后出现", "again"),
                                said("又一次" + zh + "[（{{within}}内）]", "once more " + en + "[ within {{within}}]"),
                                said(
                                        "[{{place}}：]又一次" + zh + ABOUT_ZH + "。",
                                        "once more[ {{place}}], one after another: " + en + ABOUT_EN + "."))
                        .on(
                                Phase.STAYS,
                                GOES_ON,
                                said("已" + zh + "，之后未再出现", en + ", not again so far"),
                                said(
                                        "[{{place}}：]已" + zh + ABOUT_ZH + "，之后未再出现。",
                                        "one after another[ {{place}}]: " + en + ABOUT_EN + "; not again so far."))
                        .on(
                                Phase.RECOVERED,
                                OVER,
                                said(
                                        "未再出现（" + zh + "），关注{{lasted}}",
                                        "has not happened again (" + en + "), watched for {{lasted}}"),
                                said(
                                        "[{{place}}：]未再" + zh + "，{{at}}起不再关注。",
                                        "has not happened again[ {{place}}]: " + en + "; not watched since {{at}}.")))
                .like(Phase.STAYS, Phase.EASES);
    }

    static KindPhrases repeat() {
        String zh = "{{window}}内第 {{posts}} 次反馈[，{{reopened}}]";
        String en = "{{posts}} contacts in {{window}}[ {{reopened}}]";
        return ends(new KindPhrases()
                        .on(
                                Phase.BEGINS,
                                said("重复反馈", "repeated"),
                                said(zh, en),
                                said("[{{place}}：]" + zh + ABOUT_ZH + "。", "[{{place}}: ]" + en + ABOUT_EN + "."))
                        .on(
                                Phase.GROWS,
                                said("又有反馈", "once more"),
                                said("又来反馈，" + zh, "once more, " + en),
                                said(
                                        "[{{place}}：]又来反馈，" + zh + ABOUT_ZH + "。",
                                        "[{{place}}: ]once more, " + en + ABOUT_EN + "."))
                        .on(
                                Phase.STAYS,
                                GOES_ON,
                                said(zh + "，之后未再反馈", en + ", none since"),
                                said(
                                        "[{{place}}：]" + zh + ABOUT_ZH + "，之后未再反馈。",
                                        "[{{place}}: ]" + en + ABOUT_EN + ", none since."))
                        .on(
                                Phase.RECOVERED,
                                OVER,
                                said(
                                        "未再反馈，共 {{posts}} 次，关注{{lasted}}",
                                        "no further contact, {{posts}} in all, watched for {{lasted}}"),
                                said(
                                        "[{{place}}：]未再反馈，共 {{posts}} 次，{{at}}起不再关注。",
                                        "[{{place}}: ]no further contact, {{posts}} in all; not watched since {{at}}.")))
                .like(Phase.STAYS, Phase.EASES);
    }

    static KindPhrases match() {
        String reachZh = "[，触达 {{reach}} 人]";
        String reachEn = "[, reaching {{reach}} people]";
        return ends(new KindPhrases()
                        .on(
                                Phase.BEGINS,
                                said("需关注", "reported"),
                                said("{{count}}" + reachZh, "{{count}}" + reachEn),
                                said(
                                        "{{place}}有顾客反映[“{{issue}}”|需要关注的情况]，{{voices}}" + reachZh + "。",
                                        "a report[ {{place}}][ of “{{issue}}”| that deserves a look]: {{voices}}"
                                                + reachEn + "."))
                        .on(
                                Phase.GROWS,
                                said("又有反映", "once more"),
                                said("又有反映，至今 {{count}}" + reachZh, "once more, {{count}} so far" + reachEn),
                                said(
                                        "{{place}}又有顾客反映[“{{issue}}”|需要关注的情况]，至今{{voices}}" + reachZh + "。",
                                        "once more a report[ {{place}}][ of “{{issue}}”| that deserves a look]: {{voices}} so far"
                                                + reachEn + "."))
                        .on(
                                Phase.STAYS,
                                GOES_ON,
                                said("至今 {{count}}，暂无新的反映" + reachZh, "{{count}} so far, none of late" + reachEn),
                                said(
                                        "{{place}}有顾客反映[“{{issue}}”|需要关注的情况]，至今{{voices}}，暂无新的反映。",
                                        "reports[ {{place}}][ of “{{issue}}”| that deserve a look]: {{voices}} so far, none of late."))
                        .on(
                                Phase.RECOVERED,
                                OVER,
                                said(
                                        "没有新的反映，共 {{count}}，关注{{lasted}}",
                                        "no more of it, {{count}} in all, watched for {{lasted}}"),
                                said(
                                        "{{place}}没有新的[“{{issue}}”|同类]反映，{{at}}起不再关注。",
                                        "no more reports[ {{place}}][ of “{{issue}}”| of that kind]; not watched since {{at}}.")))
                .like(Phase.STAYS, Phase.EASES);
    }

    static KindPhrases newTerm() {
        String zh = "{{window}} {{count}}，{{people}}";
        String en = "{{count}} in {{window}}, {{people}}";
        return ends(new KindPhrases()
                .on(
                        Phase.BEGINS,
                        said("新词", "new word"),
                        said("出现平时少见的新词{{term}}，" + zh, "new word[ {{term}}], not usual before, " + en),
                        said(
                                "{{place}}顾客开始用平时少见的词{{term}}，{{voices}}。",
                                "customers[ {{place}}] begin to use[ {{term}},] a word not usual before: {{voices}}."))
                .on(
                        Phase.GROWS,
                        said("新词增多", "more of a word"),
                        said("新词{{term}}仍在增多，" + zh, "the new word[ {{term}}] still spreads, " + en),
                        said(
                                "{{place}}用新词{{term}}的顾客仍在增多，{{voices}}。",
                                "more and more customers[ {{place}}] use the new word[ {{term}}]: {{voices}}."))
                .on(
                        Phase.STAYS,
                        said("新词持续", "word goes on"),
                        said("新词{{term}}仍在出现，" + zh, "the new word[ {{term}}] goes on, " + en),
                        said(
                                "{{place}}顾客仍在用新词{{term}}，{{voices}}。",
                                "customers[ {{place}}] go on using the new word[ {{term}}]: {{voices}}."))
                .on(
                        Phase.EASES,
                        said("新词减少", "less of a word"),
                        said("新词{{term}}正在减少，" + zh, "the new word[ {{term}}] becomes rarer, " + en),
                        said(
                                "{{place}}用新词{{term}}的顾客正在减少，{{voices}}。",
                                "fewer customers[ {{place}}] use the new word[ {{term}}]: {{voices}}."))
                .on(
                        Phase.RECOVERED,
                        OVER,
                        said(
                                "新词{{term}}不再突出，关注{{lasted}}",
                                "the new word[ {{term}}] stands out no more, watched for {{lasted}}"),
                        said(
                                "{{place}}新词{{term}}不再突出，{{at}}起不再关注。",
                                "the new word[ {{term}}] stands out no more[ {{place}}]; not watched since {{at}}.")));
    }

    static KindPhrases composite() {
        return ends(new KindPhrases()
                        .on(
                                Phase.BEGINS,
                                said("多项同发", "together"),
                                said("同时告警：{{members}}", "firing together: {{members}}"),
                                said(
                                        "{{place}}[“{{issue}}”]多项预警同时触发。",
                                        "several alerts fire at once[ on “{{issue}}”][ {{place}}]."))
                        .on(
                                Phase.STAYS,
                                said("仍在同发", "still together"),
                                said("仍在同时告警：{{members}}", "still firing together: {{members}}"),
                                said(
                                        "{{place}}[“{{issue}}”]多项预警仍在同时触发。",
                                        "several alerts still fire at once[ on “{{issue}}”][ {{place}}]."))
                        .on(
                                Phase.RECOVERED,
                                OVER,
                                said(
                                        "不再同时告警：{{members}}，持续{{lasted}}",
                                        "no longer firing together: {{members}}, after {{lasted}}"),
                                said(
                                        "{{place}}[“{{issue}}”]多项预警自{{at}}起不再同时触发。",
                                        "the alerts[ on “{{issue}}”][ {{place}}] have not fired at once since {{at}}.")))
                .like(Phase.STAYS, Phase.GROWS, Phase.EASES);
    }

    private static KindPhrases ends(KindPhrases open) {
        return open.like(Phase.RECOVERED, Phase.UNSETTLED, Phase.NEW_LEVEL)
                .endsWithItsRule(
                        said("{{place}}[“{{issue}}”|此事]的预警", "the alert[ on “{{issue}}”][ {{place}}]"),
                        said("事情已了结", "that it is settled"))
                .isLost(said("{{place}}[“{{issue}}”|此事]", "[“{{issue}}”|this][ {{place}}]"))
                .turn(Turn.WORSE, said("升级", "worse"))
                .turn(Turn.SPREADS, said("又一处", "one more place"))
                .turn(Turn.JOINED, said("新增", "one more"))
                .turn(Turn.LEVEL_CHANGED, said("范围变化", "moved"))
                .turn(Turn.DOUBLED, said("翻倍", "doubled"))
                .turn(Turn.AGAIN, said("再次出现", "once more"))
                .turn(Turn.OTHER_RULE, said("换规则", "by another rule"))
                .turn(Turn.REOPENED, said("复发", "again"));
    }
}
