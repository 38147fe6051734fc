package io.tidewatch.replay.report;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Pseudonym;
import io.tidewatch.alert.Severity;
import io.tidewatch.feedback.Regions;
import io.tidewatch.replay.ComplaintCounts;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.time.LocalTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One self-contained page for somebody who does not know the engine: what would have been alerted on, when, how long
 * before the peak, and when a fixed threshold would have. Text of customers is escaped; there is no script and no
 * outside reference.
 */
public final class BacktestReport {
    private static final int QUOTES = 3;
    private static final long DEFAULT_WINDOW_MS = 600_000;
    private static final long DAY_MS = 86_400_000;

    private final List<Alert> episodes;
    private final ComplaintCounts counts;
    private final Taxonomy taxonomy;
    private final LocalTimes times;
    private final boolean zh;

    /**
     * @param times how clock times are written
     * @param zh true for Chinese, false for English
     */
    public BacktestReport(
            List<Alert> episodes, ComplaintCounts counts, Taxonomy taxonomy, LocalTimes times, boolean zh) {
        this.times = times;
        this.episodes = episodes;
        this.counts = counts;
        this.taxonomy = taxonomy;
        this.zh = zh;
    }

    /**
     * The page.
     *
     * @param file name of what was played
     * @param messages how many
     * @param first event time of the earliest, epoch milliseconds
     * @param last event time of the latest
     */
    public String page(String file, long messages, long first, long last) {
        List<Alert> alerts =
                episodes.stream().filter(a -> a.severity() != Severity.INFO).toList();
        StringBuilder s = new StringBuilder("<!doctype html><html lang=\"")
                .append(zh ? "zh-CN" : "en")
                .append(
                        "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
                .append(Html.text(say("听潮回测：", "Tidewatch backtest: ") + file))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><main><h1>")
                .append(say("如果当时就在用听潮", "What Tidewatch would have told you"))
                .append("</h1><p>")
                .append(Html.text(file))
                .append(say("：", ": "))
                .append(String.format("%,d", messages))
                .append(say(" 条反馈，", " messages, "))
                .append(times.moment(first))
                .append(" – ")
                .append(times.moment(last))
                .append("</p><p class=\"lead\">")
                .append(lead(alerts, first, last))
                .append("</p>");
        if (!alerts.isEmpty()) {
            table(s, alerts);
        }
        for (Alert a : alerts) {
            section(s, a);
        }
        List<Alert> quiet =
                episodes.stream().filter(a -> a.severity() == Severity.INFO).toList();
        if (!quiet.isEmpty()) {
            s.append("<h2>").append(say("只记录、不打扰", "Noted, nobody called")).append("</h2><ul>");
            quiet.forEach(a -> s.append("<li>")
                    .append(times.moment(a.startsAt()))
                    .append(' ')
                    .append(Html.text(summary(a)))
                    .append("</li>"));
            s.append("</ul>");
        }
        s.append("<h2>").append(say("怎么算的", "How this was made")).append("</h2><p class=\"small\">");
        s.append(say(
                "同一份数据按事件时间逐条走过生产环境的算子，只用到当时已经听到的消息。“提前”是告警到该窗口投诉数最高点的时间。"
                        + "“固定阈值”是事后挑出的最好的一个数：对所有问题和地区相同，取不会在上述事件之外误报的最小值；事前没有人知道它，所以这样比较对固定阈值有利。",
                "The file went through the operators of the running system in event time, each moment knowing only what had been"
                        + " heard by then. “Before the peak” is from the alert to the fullest window. The “fixed threshold” is the best"
                        + " number found with hindsight: one for all issues and regions, as low as possible without a false alarm"
                        + " outside these episodes. Nobody knows it beforehand, so the comparison flatters it."));
        return s.append("</p></main></body></html>\n").toString();
    }

    private String lead(List<Alert> alerts, long first, long last) {
        long days = Math.max(1, Math.round((last - first) / (double) DAY_MS));
        if (alerts.isEmpty()) {
            return say(
                    "这 " + days + " 天里没有需要打扰任何人的事。", "In these " + days + " days nothing was worth calling anybody.");
        }
        long critical =
                alerts.stream().filter(a -> a.severity() == Severity.CRITICAL).count();
        return say(
                days + " 天里会告警 " + alerts.size() + " 次，其中严重 " + critical + " 次。",
                alerts.size() + (alerts.size() == 1 ? " warning in " : " warnings in ") + days + " days, " + critical
                        + " of them critical.");
    }

    private void table(StringBuilder s, List<Alert> alerts) {
        s.append("<table><thead><tr>");
        for (String head : zh
                ? List.of("告警时间", "什么事", "哪里", "级别", "峰值", "提前", "固定阈值")
                : List.of("Told at", "What", "Where", "Severity", "Peak", "Before the peak", "Fixed threshold")) {
            s.append("<th>").append(head).append("</th>");
        }
        s.append("</tr></thead><tbody>");
        for (Alert a : alerts) {
            s.append("<tr><td>").append(times.moment(EpisodeQueries.firedAt(a)));
            s.append("</td><td>").append(Html.text(issue(a)));
            s.append("</td><td>").append(Html.text(place(a)));
            s.append("</td><td class=\"")
                    .append(a.severity().wire())
                    .append("\">")
                    .append(severity(a.severity()));
            s.append("</td><td>").append(peak(a));
            s.append("</td><td>").append(beforePeak(a));
            s.append("</td><td>").append(Html.text(fixed(a))).append("</td></tr>");
        }
        s.append("</tbody></table>");
    }

    private void section(StringBuilder s, Alert a) {
        s.append("<h2>").append(Html.text(issue(a) + (place(a).isEmpty() ? "" : " · " + place(a))));
        s.append("</h2><p>").append(Html.text(summary(a))).append("</p>");
        if (EpisodeQueries.isCounted(a)) {
            EpisodeChart surge =
                    new EpisodeChart(counts, a, times).mark("told", say("听潮告警", "told"), EpisodeQueries.firedAt(a));
            if (a.peak() != null) {
                surge.mark("peak", say("峰值", "peak"), a.peak().at());
            }
            threshold(a).firesAt(counts, a).ifPresent(at -> surge.mark("fixed", say("固定阈值", "fixed threshold"), at));
            s.append(surge.svg(say("每五分钟投诉数", "complaints every five minutes")));
            s.append("<p class=\"small\">")
                    .append(say(
                            "柱：每五分钟的原创投诉；细线：前一天同一时刻。",
                            "Bars: original complaints in five minutes; line: a day earlier."))
                    .append("</p>");
        }
        List<EvidenceSample> quotes = new ArrayList<>(a.evidence().samples());
        for (EvidenceSample q : quotes.subList(0, Math.min(QUOTES, quotes.size()))) {
            s.append("<blockquote>").append(Html.text(q.text())).append("<cite>");
            s.append(Html.text(q.source())).append(' ').append(times.moment(q.eventTime()));
            s.append("</cite></blockquote>");
        }
        s.append("<p class=\"small\">").append(say("规则 ", "rule ")).append(Html.text(a.rule()));
        if (a.owner() != null) {
            s.append(say(" · 负责 ", " · owner ")).append(Html.text(a.owner()));
        }
        s.append("</p>");
    }

    private FixedThreshold threshold(Alert a) {
        List<Alert> alike =
                episodes.stream().filter(e -> e.severity() != Severity.INFO).toList();
        return FixedThreshold.withHindsight(counts, alike, a.windowMs() > 0 ? a.windowMs() : DEFAULT_WINDOW_MS);
    }

    private String fixed(Alert a) {
        if (!EpisodeQueries.isCounted(a)) {
            return "–";
        }
        FixedThreshold t = threshold(a);
        OptionalLong at = t.firesAt(counts, a);
        String rule = "≥ " + t.count();
        if (at.isEmpty()) {
            return say("不会告警（", "never (") + rule + say("）", ")");
        }
        long later = at.getAsLong() - EpisodeQueries.firedAt(a);
        String difference = later >= 0
                ? say("晚 " + span(later), span(later) + " later")
                : say("早 " + span(-later), span(-later) + " earlier");
        return difference + say("（", " (") + rule + say("）", ")");
    }

    private String peak(Alert a) {
        return a.peak() == null
                ? "–"
                : a.peak().originals() + " @ " + times.time(a.peak().at());
    }

    /** Days, hours and minutes; nothing below a minute. */
    private String span(long millis) {
        long minutes = Math.round(millis / 60_000d);
        if (minutes < 120) {
            return minutes + say(" 分钟", " min");
        }
        long hours = Math.round(minutes / 60d);
        return hours < 48 ? hours + say(" 小时", " h") : Math.round(hours / 24d) + say(" 天", " days");
    }

    private String beforePeak(Alert a) {
        if (a.peak() == null) {
            return "–";
        }
        long lead = a.peak().at() - EpisodeQueries.firedAt(a);
        return lead > 0 ? span(lead) : say("无", "none");
    }

    private String issue(Alert a) {
        if (a.incident().startsWith("rule:")) {
            return a.incident().substring("rule:".length());
        }
        Bilingual name = taxonomy.nameOf(a.incident());
        return zh ? name.zh() : name.en();
    }

    private String place(Alert a) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < a.group().names().size(); i++) {
            String name = a.group().names().get(i);
            if (!name.equals("issue") && !name.equals("category")) {
                String value = a.group().values().get(i);
                if (Pseudonym.isFor(name)) {
                    Bilingual shown = Pseudonym.of(name, value);
                    out.add(zh ? shown.zh() : shown.en());
                } else {
                    out.add(zh || !name.equals("region") ? value : Regions.english(value));
                }
            }
        }
        return String.join(" ", out);
    }

    private String severity(Severity s) {
        return switch (s) {
            case INFO -> say("提示", "info");
            case WARNING -> say("预警", "warning");
            case CRITICAL -> say("严重", "critical");
        };
    }

    private String summary(Alert a) {
        return zh ? a.summary().zh() : a.summary().en();
    }

    private String say(String chinese, String english) {
        return zh ? chinese : english;
    }

    private static final String STYLE = """
            body{font:16px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;margin:0;color:#1c2733;background:#fff}
            main{max-width:960px;margin:0 auto;padding:24px}
            h1{font-size:30px;margin:0 0 8px}h2{font-size:22px;margin:36px 0 8px}
            .lead{font-size:22px;font-weight:600}.small{font-size:14px;color:#5a6b7b}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:8px 10px;border-bottom:1px solid #d8e0e7}
            th{font-size:14px;color:#5a6b7b}.critical{color:#b3261e;font-weight:700}.warning{color:#8a5a00;font-weight:700}
            svg{width:100%;height:auto;font-size:14px;margin:8px 0}
            svg text{fill:#5a6b7b;paint-order:stroke;stroke:#fff;stroke-width:5px;stroke-linejoin:round}rect.now{fill:#5b8db8}polyline.before{fill:none;stroke:#9aa8b5;stroke-width:1.5}
            line.told{stroke:#b3261e;stroke-width:2}svg text.told{fill:#b3261e;font-weight:700}
            line.peak{stroke:#1c2733;stroke-width:1.5}svg text.peak{fill:#1c2733}
            line.fixed{stroke:#8a5a00;stroke-width:1.5;stroke-dasharray:5 4}svg text.fixed{fill:#8a5a00}
            blockquote{margin:8px 0;padding:8px 14px;border-left:4px solid #5b8db8;background:#f3f6f9}
            cite{display:block;font-style:normal;font-size:13px;color:#5a6b7b}
            """;
}
