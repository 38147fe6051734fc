package io.tidewatch.alert.words;

import static io.tidewatch.alert.words.KindPhrases.said;

import io.tidewatch.alert.Bilingual;

/** A share that differs from what is usual, upwards or downwards: the slot {@code moved} says which. */
final class SharePhrases {
    private static final Bilingual FIGURES = said(
            "[占比 {{share}}，平时 {{usual_share}}，{{moved}} {{points}} 个百分点（置信度 {{confidence}}）|占比与平时明显不同]，"
                    + "{{window}} {{count}}，{{people}}",
            "[share {{share}}, usually {{usual_share}}, {{points}} points {{moved}} (confidence {{confidence}})|share differs from"
                    + " usual], {{count}} in {{window}}, {{people}}");
    private static final String IMPACT_ZH =
            "[为 {{share}}，平时 {{usual_share}}，{{moved}} {{points}} 个百分点|与平时明显不同]，{{voices}}。";
    private static final String IMPACT_EN =
            " [is {{share}}, usually {{usual_share}}, {{points}} points {{moved}}|differs from usual]: {{voices}}.";

    private SharePhrases() {}

    static KindPhrases shift() {
        return new KindPhrases()
                .on(
                        Phase.BEGINS,
                        said("[占比偏{{moved}}|占比变化]", "[share {{moved}}|share moved]"),
                        FIGURES,
                        said(
                                "{{place}}[“{{issue}}”]所监测的占比" + IMPACT_ZH,
                                "the share watched[ {{place}}][ of “{{issue}}”]" + IMPACT_EN))
                .on(
                        Phase.STAYS,
                        said("[占比仍偏{{moved}}|占比未复原]", "[share still {{moved}}|share not back]"),
                        said("仍未复原，" + FIGURES.zh(), "not back yet, " + FIGURES.en()),
                        said(
                                "{{place}}[“{{issue}}”]所监测的占比仍未复原，" + IMPACT_ZH,
                                "the share watched[ {{place}}][ of “{{issue}}”] still" + IMPACT_EN))
                .like(Phase.STAYS, Phase.GROWS, Phase.EASES)
                .on(
                        Phase.RECOVERED,
                        said("恢复", "over"),
                        said(
                                "占比[恢复到 {{share}}（平时 {{usual_share}}）|已恢复]，持续{{lasted}}",
                                "share [back to {{share}} (usually {{usual_share}})|back to usual] after {{lasted}}"),
                        said(
                                "{{place}}[“{{issue}}”]所监测的占比自{{at}}起[恢复到 {{share}}，平时 {{usual_share}}|恢复到平时水平]。",
                                "the share watched[ {{place}}][ of “{{issue}}”] has been back [to {{share}}, usually {{usual_share}},|to"
                                        + " usual] since {{at}}."))
                .on(
                        Phase.UNSETTLED,
                        said("[占比仍偏{{moved}}|占比未复原]", "[share still {{moved}}|share not back]"),
                        said(
                                "占比 {{share}}，仍比平时（{{usual_share}}）{{moved}} {{points}} 个百分点，持续{{lasted}}",
                                "share {{share}}, still {{points}} points {{moved}} than usual ({{usual_share}}), after {{lasted}}"),
                        said(
                                "{{place}}[“{{issue}}”]所监测的占比为 {{share}}，仍比平时（{{usual_share}}）{{moved}} {{points}} 个百分点。预警条件自{{at}}起不再满足。",
                                "the share watched[ {{place}}][ of “{{issue}}”] is {{share}}, still {{points}} points {{moved}} than"
                                        + " usual ({{usual_share}}). The rule's conditions ended at {{at}}."))
                .like(Phase.RECOVERED, Phase.NEW_LEVEL)
                .endsWithItsRule(
                        said("{{place}}[“{{issue}}”]占比的预警", "the alert on a share[ {{place}}][ of “{{issue}}”]"),
                        said("占比已复原", "that the share is back"))
                .isLost(said("{{place}}[“{{issue}}”]所监测的占比", "the share watched[ {{place}}][ of “{{issue}}”]"))
                .turn(Turn.WORSE, said("升级", "worse"))
                .turn(Turn.SPREADS, said("更多占比异常", "more shares off"))
                .turn(Turn.JOINED, said("新增", "one more"))
                .turn(Turn.LEVEL_CHANGED, said("范围变化", "moved"))
                .turn(Turn.DOUBLED, said("翻倍", "doubled"))
                .turn(Turn.AGAIN, said("再次偏离", "off again"))
                .turn(Turn.OTHER_RULE, said("换规则", "by another rule"))
                .turn(Turn.REOPENED, said("再次偏离", "off again"));
    }
}
