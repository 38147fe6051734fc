package io.tidewatch.alert.words;

import static io.tidewatch.alert.words.KindPhrases.said;

import io.tidewatch.alert.Bilingual;

/** A rule that is suspended: what it watches is not seen. Nothing here is said by a customer. */
final class SuspensionPhrases {
    private static final Bilingual OVER = said("恢复", "over");

    private SuspensionPhrases() {}

    static KindPhrases suspended() {
        return new KindPhrases()
                .isAbout(said("规则暂停", "Rule suspended"))
                .on(
                        Phase.BEGINS,
                        said("规则暂停", "rule suspended"),
                        said(
                                "占用处理器[ {{cpu}}，超过上限 {{cpu_limit}}]，自动暂停一小时，期间不监测；请收窄规则或调高 limits.cpu",
                                "takes[ {{cpu}} of a core,] more than its limit[ of {{cpu_limit}}]: suspended for an hour, in"
                                        + " which it watches nothing; narrow it or raise limits.cpu"),
                        said(
                                "规则 {{rule}} 占用处理器过多，自动暂停一小时，它负责的情况此刻没有监测。",
                                "rule {{rule}} takes too much processor time and is suspended for an hour: what it watches is not"
                                        + " seen meanwhile."))
                .on(
                        Phase.STAYS,
                        said("仍在暂停", "still suspended"),
                        said(
                                "仍在暂停，不监测[；占用处理器 {{cpu}}，上限 {{cpu_limit}}]",
                                "still suspended, watches nothing[; took {{cpu}} of a core, may take {{cpu_limit}}]"),
                        said(
                                "规则 {{rule}} 仍在暂停，它负责的情况没有监测。",
                                "rule {{rule}} is still suspended: what it watches is not seen."))
                .like(Phase.STAYS, Phase.GROWS, Phase.EASES)
                .on(
                        Phase.RECOVERED,
                        OVER,
                        said(
                                "已重新运行，占用未再超过上限；暂停的{{lasted}}内没有监测",
                                "runs again within its limit; nothing was watched for {{lasted}}"),
                        said(
                                "规则 {{rule}} 自{{at}}起确认重新运行；此前暂停期间没有监测。",
                                "rule {{rule}} is known to run again since {{at}}; nothing was watched while it was suspended."))
                .like(Phase.RECOVERED, Phase.UNSETTLED, Phase.NEW_LEVEL)
                .on(
                        Phase.RULE_REMOVED,
                        said("规则已删", "rule removed"),
                        said(
                                "规则已删除，它负责的情况不再监测，并不表示没有问题",
                                "the rule was removed and nothing watches for it any more; it does not mean that all is well"),
                        said(
                                "规则 {{rule}} 已删除，{{at}}起它负责的情况不再监测，并不表示没有问题。",
                                "rule {{rule}} was removed and nothing has watched for it since {{at}}; it does not mean that all is"
                                        + " well."))
                .on(
                        Phase.RULE_CHANGED,
                        said("规则已改", "rule changed"),
                        said(
                                "规则已修改，按新的规则重新运行，并不表示占用已降下来",
                                "the rule was changed and runs again, which does not mean that it takes less"),
                        said(
                                "规则 {{rule}} 已修改，{{at}}起按新的规则重新运行，并不表示占用已降下来。",
                                "rule {{rule}} was changed and has run again since {{at}}; it does not mean that it takes less."))
                .isLost(said("规则 {{rule}} 的暂停", "the suspension of rule {{rule}}"))
                .turn(Turn.WORSE, said("仍在暂停", "still suspended"))
                .turn(Turn.SPREADS, said("又一规则", "one more rule"))
                .turn(Turn.JOINED, said("又一规则", "one more rule"))
                .turn(Turn.LEVEL_CHANGED, said("范围变化", "moved"))
                .turn(Turn.DOUBLED, said("仍在暂停", "still suspended"))
                .turn(Turn.AGAIN, said("再次暂停", "suspended again"))
                .turn(Turn.OTHER_RULE, said("换规则", "by another rule"))
                .turn(Turn.REOPENED, said("再次暂停", "suspended again"));
    }
}
