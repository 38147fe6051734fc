package io.tidewatch.alert.words;

import static io.tidewatch.alert.words.KindPhrases.said;

import io.tidewatch.alert.Bilingual;

/** Kinds that count a window and compare the count: each has its own course, their ends are told alike. */
final class CountedPhrases {
    private static final Bilingual COUNT =
            said("{{window}} {{count}}[，{{usual}}]，{{people}}", "{{count}} in {{window}}[, {{usual}}], {{people}}");
    private static final Bilingual TOTAL = said(
            "{{window}} 共 {{posts}} 条，{{count}}，{{people}}", "{{posts}} posts in {{window}}, {{count}}, {{people}}");
    private static final Bilingual PEAK = said("[，峰值 {{peak}}]", "[, peak {{peak}}]");
    private static final Bilingual VOICES = said("，{{voices}}[，{{times}}]。", ": {{voices}}[, {{times}}].");
    private static final Bilingual MATTER = said("{{place}}[“{{issue}}”|反馈]", "[“{{issue}}”|the matter][ {{place}}]");
    private static final Bilingual COMPLAINTS =
            said("{{place}}[“{{issue}}”|反馈]", "[complaints of “{{issue}}”|messages][ {{place}}]");

    private CountedPhrases() {}

    static KindPhrases surge() {
        return ends(new KindPhrases()
                .on(
                        Phase.BEGINS,
                        said("上升", "rising"),
                        COUNT,
                        join(
                                said(
                                        "{{place}}顾客集中反映[“{{issue}}”|同类问题]",
                                        "customers[ {{place}}] complain of [“{{issue}}”|one thing]"),
                                VOICES))
                .on(Phase.GROWS, said("增多", "growing"), lead("仍在增多", "still growing"), tell("仍在增多", "keep growing"))
                .on(Phase.STAYS, said("持续", "ongoing"), lead("仍在持续", "goes on"), tell("仍在持续", "go on"))
                .on(Phase.EASES, said("回落", "easing"), falls("正在回落", "easing"), tell("正在回落", "are easing")));
    }

    static KindPhrases spike() {
        return ends(new KindPhrases()
                .on(Phase.BEGINS, said("骤增", "jump"), lead("骤然增多", "a sharp jump"), tell("骤然增多", "jump"))
                .on(
                        Phase.GROWS,
                        said("仍在骤增", "growing"),
                        lead("骤增后仍在增多", "jumped, still growing"),
                        tell("骤增后仍在增多", "jumped and keep growing"))
                .on(
                        Phase.STAYS,
                        said("居高不下", "staying high"),
                        lead("骤增后居高不下", "jumped, staying high"),
                        tell("骤增后居高不下", "jumped and stay high"))
                .on(
                        Phase.EASES,
                        said("回落", "easing"),
                        falls("骤增后正在回落", "jumped, easing by now"),
                        tell("骤增后正在回落", "jumped and are easing")));
    }

    static KindPhrases drift() {
        return ends(new KindPhrases()
                .on(
                        Phase.BEGINS,
                        said("缓升", "building up"),
                        lead("持续累积", "building up"),
                        tell("多日来持续累积", "build up over days"))
                .on(
                        Phase.GROWS,
                        said("仍在累积", "building up"),
                        lead("仍在累积", "still building up"),
                        tell("多日来仍在累积", "still build up"))
                .on(
                        Phase.STAYS,
                        said("居高不下", "staying high"),
                        lead("累积后居高不下", "built up, staying high"),
                        tell("累积后居高不下", "have built up and stay high"))
                .on(
                        Phase.EASES,
                        said("回落", "easing"),
                        falls("累积后正在回落", "built up, easing by now"),
                        tell("累积后正在回落", "have built up and are easing")));
    }

    static KindPhrases threshold() {
        return ends(new KindPhrases()
                        .on(
                                Phase.BEGINS,
                                said("达到阈值", "at the limit"),
                                join(said("达到阈值，", "limit reached, "), TOTAL),
                                tell("达到设定的阈值", "reach the limit that was set"))
                        .on(
                                Phase.GROWS,
                                said("仍在增多", "growing"),
                                join(said("超过阈值且仍在增多，", "past the limit and growing, "), TOTAL),
                                tell("超过阈值且仍在增多", "are past the limit and keep growing"))
                        .on(
                                Phase.STAYS,
                                said("仍超阈值", "past the limit"),
                                join(said("仍在阈值以上，", "still past the limit, "), TOTAL),
                                tell("仍在阈值以上", "are still past the limit"))
                        .on(
                                Phase.EASES,
                                said("回落", "easing"),
                                join(said("仍在关注，但已减少，", "watched still, but fewer by now, "), TOTAL, PEAK),
                                tell("正在减少", "become fewer")))
                .on(
                        Phase.RECOVERED,
                        said("恢复", "over"),
                        said(
                                "已不再达到阈值，{{compared}}，持续{{lasted}}，峰值 {{peak}}[（{{window}}）]",
                                "the limit is no longer reached after {{lasted}}, {{compared}}, peak {{peak}}[ in {{window}}]"),
                        join(
                                MATTER,
                                said(
                                        "自{{at}}起不再达到阈值：{{compared}}。",
                                        " has not reached the limit since {{at}}: {{compared}}.")));
    }

    private static KindPhrases ends(KindPhrases open) {
        return open.on(
                        Phase.RECOVERED,
                        said("恢复", "over"),
                        said(
                                "已恢复，{{compared}}，持续{{lasted}}，峰值 {{peak}}[（{{window}}）]",
                                "over after {{lasted}}, {{compared}}, peak {{peak}}[ in {{window}}]"),
                        join(
                                MATTER,
                                said(
                                        "已于{{at}}[恢复到平时水平：{{against}}|结束：{{compared}}]。",
                                        " [has been back at the usual level since {{at}}: {{against}}|has been over since {{at}}: {{compared}}].")))
                .on(
                        Phase.UNSETTLED,
                        said("仍偏高", "still high"),
                        said(
                                "[{{fell}}]仍高于平时：{{compared}}，持续{{lasted}}，峰值 {{peak}}[（{{window}}）]",
                                "[{{fell}}]still above the usual: {{compared}}, after {{lasted}}, peak {{peak}}[ in {{window}}]"),
                        join(
                                MATTER,
                                said(
                                        "[{{fell}}]仍高于平时：{{compared}}。预警条件自{{at}}起不再满足。",
                                        " is [{{fell}}]still above the usual: {{compared}}. The rule's conditions ended at {{at}}.")))
                .on(
                        Phase.NEW_LEVEL,
                        said("新水平", "new level"),
                        said(
                                "已稳定在新的水平，此后视为平时：{{compared}}，持续{{lasted}}，峰值 {{peak}}[（{{window}}）]",
                                "steady at a new level, taken for usual from now on: {{compared}}, after {{lasted}}, peak {{peak}}[ in {{window}}]"),
                        join(
                                MATTER,
                                said(
                                        "已稳定在新的水平，自{{at}}起视为平时：{{compared}}。",
                                        " has been steady at a new level, taken for usual since {{at}}: {{compared}}.")))
                .endsWithItsRule(
                        said("{{place}}[“{{issue}}”|此事]的预警", "the alert[ on “{{issue}}”][ {{place}}]"),
                        said("已恢复", "recovery"))
                .isLost(said("{{place}}[“{{issue}}”|此事]", "[“{{issue}}”|this][ {{place}}]"))
                .turn(Turn.WORSE, said("升级", "worse"))
                .turn(Turn.SPREADS, said("扩散", "spreading"))
                .turn(Turn.JOINED, said("新增", "one more"))
                .turn(Turn.LEVEL_CHANGED, said("范围变化", "moved"))
                .turn(Turn.DOUBLED, said("翻倍", "doubled"))
                .turn(Turn.AGAIN, said("再次上升", "rising again"))
                .turn(Turn.OTHER_RULE, said("换规则", "by another rule"))
                .turn(Turn.REOPENED, said("复发", "again"));
    }

    private static Bilingual lead(String zh, String en) {
        return join(said(zh + "，", en + ", "), COUNT);
    }

    private static Bilingual falls(String zh, String en) {
        return join(lead(zh, en), PEAK);
    }

    private static Bilingual tell(String zh, String en) {
        return join(COMPLAINTS, said(zh, " " + en), VOICES);
    }

    private static Bilingual join(Bilingual... parts) {
        StringBuilder zh = new StringBuilder();
        StringBuilder en = new StringBuilder();
        for (Bilingual p : parts) {
            zh.append(p.zh());
            en.append(p.en());
        }
        return said(zh.toString(), en.toString());
    }
}
