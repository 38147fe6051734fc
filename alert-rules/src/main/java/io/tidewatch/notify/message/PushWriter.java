package io.tidewatch.notify.message;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Lift;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.SaidBefore;
import io.tidewatch.alert.Severity;
import io.tidewatch.feedback.Regions;
import io.tidewatch.notify.IncidentAssembly;
import io.tidewatch.notify.IncidentFigures;
import io.tidewatch.notify.IncidentState;
import io.tidewatch.notify.KnownBefore;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.config.NotifyConfig;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a push says, in Chinese and English: enough to act from a phone. Order: impact, numbers, where, quotes,
 * words, why, owner, first step, link, incident.
 */
public final class PushWriter {
    private static final int NAME = 30;
    private static final int QUOTE = 80;
    private static final int QUOTES = 3;
    private static final int WORDS = 8;
    private static final int VERSION = 7;

    private final NotifyConfig config;
    private final Runbooks runbooks;

    public PushWriter(NotifyConfig config, Runbooks runbooks) {
        this.config = config;
        this.runbooks = runbooks;
    }

    /**
     * @param known what the receiver knew of the incident before
     * @param now clock, epoch milliseconds
     */
    public PushMessage compose(IncidentState s, Reason reason, KnownBefore known, long now) {
        Incident i = s.incident();
        List<Alert> notification = s.currentAlerts();
        Alert lead = IncidentFigures.lead(notification);
        Bilingual raw = IncidentAssembly.nameOf(lead);
        Bilingual name = new Bilingual(SafeText.of(raw.zh(), NAME), SafeText.of(raw.en(), NAME * 2));
        List<String> places = IncidentAssembly.places(notification).stream()
                .map(p -> SafeText.of(p, NAME))
                .toList();
        IncidentFigures f = IncidentFigures.of(notification);
        boolean over = reason == Reason.RESOLVED;

        List<Bilingual> lines = new ArrayList<>();
        lines.add(over ? ended(i, s, name, places, known == KnownBefore.NOTHING, now) : impact(name, places, lead, f));
        lines.add(over ? total(i, f) : numbers(i, lead, f, now));
        add(lines, over ? null : said(lead));
        add(lines, where(notification, i.evidence()));
        quotes(lines, i.evidence(), now);
        add(lines, words(i.evidence()));
        lines.add(why(lead));
        lines.add(owner(i));
        add(lines, firstStep(i));
        add(lines, link(i));
        lines.add(new Bilingual("事件：" + i.id(), "Incident: " + i.id()));
        return new PushMessage(title(i, reason, known, name, places, lead, f), lines);
    }

    /** That most of it was said long before it was heard; null where it was not. */
    private static @Nullable Bilingual said(Alert lead) {
        if (!lead.evidence().isHeardLate()) {
            return null;
        }
        Bilingual before =
                SaidBefore.of(lead.evidence().saidFrom(), lead.evidence().saidTo(), lead.updatedAt());
        return new Bilingual("说于：" + before.zh(), "When: " + before.en());
    }

    private static void add(List<Bilingual> lines, @Nullable Bilingual line) {
        if (line != null) {
            lines.add(line);
        }
    }

    private static Bilingual title(
            Incident i,
            Reason reason,
            KnownBefore known,
            Bilingual name,
            List<String> places,
            Alert lead,
            IncidentFigures f) {
        String zhPlace = places.isEmpty() ? "" : " " + places.get(0) + (places.size() > 1 ? "等" : "");
        String enPlace = places.isEmpty() ? "" : " " + Regions.english(places.get(0)) + (places.size() > 1 ? " +" : "");
        if (reason == Reason.RESOLVED) {
            Peak p = i.peak();
            long lasted = i.resolvedAt() - i.startsAt();
            String zh = " 持续" + span(lasted, true) + (p == null ? "" : " 峰值" + p.originals() + "条");
            String en = " after " + span(lasted, false) + (p == null ? "" : ", peak " + p.originals());
            return new Bilingual(
                    fit("[恢复] ", name.zh(), zhPlace + zh, PushMessage.MAX_TITLE_ZH),
                    fit("[over] ", name.en(), enPlace + en, PushMessage.MAX_TITLE_EN));
        }
        String zh = " " + (lead.windowMs() > 0 ? span(lead.windowMs(), true) : "") + f.originals() + "条";
        String en = " " + f.originals() + (lead.windowMs() > 0 ? " in " + span(lead.windowMs(), false) : "");
        if (f.ratio() != null && f.expected() != null) {
            zh += "(预期" + round(f.expected()) + ") ×" + round(f.ratio());
            en += " (expected " + round(f.expected()) + ") ×" + round(f.ratio());
        }
        return new Bilingual(
                fit(
                        "[" + zh(i.severity()) + "·" + zh(reason, known) + "] ",
                        name.zh(),
                        zhPlace + zh,
                        PushMessage.MAX_TITLE_ZH),
                fit(
                        "[" + i.severity().wire() + " · " + en(reason, known) + "] ",
                        name.en(),
                        enPlace + en,
                        PushMessage.MAX_TITLE_EN));
    }

    /** A long name gives way to where it is and how much it is. */
    private static String fit(String head, String name, String rest, int max) {
        int room = max - head.length() - rest.codePointCount(0, rest.length());
        return SafeText.cut(head + SafeText.cut(name, Math.max(4, room)) + rest, max);
    }

    private static Bilingual impact(Bilingual name, List<String> places, Alert lead, IncidentFigures f) {
        StringBuilder zh = new StringBuilder("影响：");
        StringBuilder en = new StringBuilder("Impact: ");
        zh.append(places.isEmpty() ? "" : String.join("、", places))
                .append(lead.windowMs() > 0 ? "顾客集中反映“" : "有顾客反映“")
                .append(name.zh())
                .append("”，");
        en.append("customers")
                .append(places.isEmpty() ? "" : " in " + english(places))
                .append(" complain of “")
                .append(name.en())
                .append("”: ");
        if (lead.windowMs() > 0) {
            zh.append(span(lead.windowMs(), true)).append("内");
        }
        zh.append(f.authors()).append("人发声");
        en.append(f.authors()).append(f.authors() == 1 ? " voice" : " voices");
        if (lead.windowMs() > 0) {
            en.append(" in ").append(span(lead.windowMs(), false));
        }
        if (f.ratio() != null) {
            zh.append("，是平时的").append(round(f.ratio())).append("倍");
            en.append(", ").append(round(f.ratio())).append(" times the usual");
        }
        return new Bilingual(zh.append("。").toString(), en.append('.').toString());
    }

    private static Bilingual numbers(Incident i, Alert lead, IncidentFigures f, long now) {
        List<String> zh = new ArrayList<>();
        List<String> en = new ArrayList<>();
        zh.add("现在" + f.originals() + "条");
        en.add(f.originals() + " now");
        if (f.expected() != null) {
            zh.add("预期" + round(f.expected()));
            en.add(round(f.expected()) + " expected");
        }
        if (f.ratio() != null) {
            zh.add("×" + round(f.ratio()));
            en.add("×" + round(f.ratio()));
        }
        zh.add(f.authors() + "人");
        en.add(f.authors() + (f.authors() == 1 ? " voice" : " voices"));
        if (f.posts() > f.originals()) {
            zh.add("含转发" + f.posts() + "条");
            en.add(f.posts() + " with reposts");
        }
        zh.add("负面" + percent(f.negativeShare()));
        en.add(percent(f.negativeShare()) + " negative");
        zh.add(LocalTimes.clock(i.startsAt(), now) + "开始");
        en.add("since " + LocalTimes.clock(i.startsAt(), now));
        if (f.doublingMinutes() != null && lead.windowMs() > 0) {
            zh.add("约" + round(f.doublingMinutes()) + "分钟翻一番");
            en.add("doubles in about " + round(f.doublingMinutes()) + " min");
        }
        return new Bilingual("数字：" + String.join(" · ", zh), "Numbers: " + String.join(" · ", en));
    }

    private static Bilingual ended(
            Incident i, IncidentState s, Bilingual name, List<String> places, boolean first, long now) {
        boolean lost = s.alerts().stream().allMatch(t -> t.alert().resolution() == Resolution.LOST);
        String at = LocalTimes.clock(i.resolvedAt(), now);
        if (lost) {
            return new Bilingual(
                    "影响：“" + name.zh() + "”已无检测结果，" + at + "关闭，请人工确认。",
                    "Impact: nothing more was heard of “" + name.en() + "”; closed at " + at + ", please check.");
        }
        if (first) {
            String from = LocalTimes.clock(i.startsAt(), now);
            return new Bilingual(
                    "影响：" + String.join("、", places) + "“" + name.zh() + "”" + from + "开始，" + at + "已恢复，未及通知即已结束。",
                    "Impact: “" + name.en() + "”" + (places.isEmpty() ? "" : " in " + english(places)) + " began at "
                            + from + " and was over at " + at + ", before anybody could be notified.");
        }
        return new Bilingual(
                "影响：" + String.join("、", places) + "“" + name.zh() + "”已于" + at + "恢复到平时水平。",
                "Impact: “" + name.en() + "”" + (places.isEmpty() ? "" : " in " + english(places))
                        + " is back to usual since " + at + ".");
    }

    private static Bilingual total(Incident i, IncidentFigures f) {
        String zhSpan = span(i.resolvedAt() - i.startsAt(), true);
        String enSpan = span(i.resolvedAt() - i.startsAt(), false);
        Peak p = i.peak();
        String zh = "数字：持续" + zhSpan;
        String en = "Numbers: lasted " + enSpan;
        if (p != null) {
            zh += " · 峰值" + p.originals() + "条（" + LocalTimes.clock(p.at(), i.resolvedAt()) + "）";
            en += " · peak " + p.originals() + " at " + LocalTimes.clock(p.at(), i.resolvedAt());
        }
        return new Bilingual(zh + " · 最后" + f.originals() + "条", en + " · " + f.originals() + " at the end");
    }

    private static @Nullable Bilingual where(List<Alert> notification, Evidence e) {
        String rule = IncidentFigures.lead(notification).rule();
        List<Alert> parts = notification.stream()
                .filter(a -> a.rule().equals(rule)
                        && !IncidentAssembly.place(a.group()).isEmpty())
                .sorted(IncidentAssembly.LEAD)
                .toList();
        long sum = parts.stream().mapToLong(a -> a.value().originals()).sum();
        List<String> zh = new ArrayList<>();
        List<String> en = new ArrayList<>();
        // a single place is in the title already
        for (Alert a : parts.subList(0, parts.size() > 1 ? Math.min(QUOTES, parts.size()) : 0)) {
            String share = sum > 0 ? " " + percent((double) a.value().originals() / sum) : "";
            String place = SafeText.of(IncidentAssembly.place(a.group()), NAME);
            zh.add(place + " " + a.value().originals() + "条" + share);
            en.add(Regions.english(place) + " " + a.value().originals() + share);
        }
        for (Lift l : e.overRepresented()
                .subList(0, Math.min(QUOTES, e.overRepresented().size()))) {
            String value = SafeText.of(l.value(), NAME);
            zh.add(dimension(l.dimension()) + " " + value + "（平时的" + round(l.lift()) + "倍）");
            en.add(SafeText.of(l.dimension(), NAME) + " " + value + " (" + round(l.lift()) + "× its usual share)");
        }
        return zh.isEmpty() ? null : new Bilingual("集中：" + String.join("、", zh), "Where: " + String.join(", ", en));
    }

    private static void quotes(List<Bilingual> lines, Evidence e, long now) {
        List<EvidenceSample> samples = new ArrayList<>(e.samples());
        if (samples.isEmpty() && e.first() != null) {
            samples.add(e.first());
        }
        for (EvidenceSample s : samples.subList(0, Math.min(QUOTES, samples.size()))) {
            String text = SafeText.of(s.text(), QUOTE);
            Bilingual from = from(s);
            String at = s.eventTime() == 0 ? "" : " " + LocalTimes.clock(s.eventTime(), now);
            lines.add(new Bilingual("「" + text + "」— " + from.zh() + at, "“" + text + "” — " + from.en() + at));
        }
    }

    private static Bilingual from(EvidenceSample s) {
        Bilingual known = PlatformNames.of(s.source());
        if (known != null) {
            return known;
        }
        String id = SafeText.of(s.source(), NAME);
        return new Bilingual(channel(s.channel()) + " " + id, SafeText.of(s.channel(), NAME) + " " + id);
    }

    private static @Nullable Bilingual words(Evidence e) {
        List<String> words = e.keywords().stream()
                .limit(WORDS)
                .map(w -> SafeText.of(w, NAME))
                .filter(w -> !w.isEmpty())
                .toList();
        return words.isEmpty()
                ? null
                : new Bilingual("特征词：" + String.join("、", words), "Words: " + String.join(", ", words));
    }

    private static Bilingual why(Alert a) {
        StringBuilder zh = new StringBuilder("依据：规则 ");
        StringBuilder en = new StringBuilder("Why: rule ");
        String version = a.ruleVersion();
        String rule = SafeText.of(a.rule(), NAME * 2) + " (" + version.substring(0, Math.min(VERSION, version.length()))
                + ")";
        zh.append(rule).append(" · ").append(kind(a.kind()));
        en.append(rule).append(" · ").append(a.kind().wire().replace('_', ' '));
        if (a.windowMs() > 0) {
            zh.append(" · 窗口").append(span(a.windowMs(), true));
            en.append(" · window ").append(span(a.windowMs(), false));
        }
        Double p = a.value().probability();
        if (p != null) {
            String shown = p > 0.999 ? ">99.9%" : String.format(Locale.ROOT, "%.1f%%", p * 100);
            zh.append(" · 概率").append(shown);
            en.append(" · probability ").append(shown);
        }
        if (a.coldStart()) {
            zh.append(" · 基线仍在学习");
            en.append(" · baseline still learning");
        }
        if (a.completeness() < 0.9995) {
            zh.append(" · 数据只到").append(percent(a.completeness())).append("，有来源缺失");
            en.append(" · only ").append(percent(a.completeness())).append(" of the sources are there");
        }
        return new Bilingual(zh.toString(), en.toString());
    }

    private Bilingual owner(Incident i) {
        String owner = i.owner();
        if (owner == null) {
            return new Bilingual("负责：无人认领", "Owner: nobody");
        }
        String people = config.peopleOf(owner).stream()
                .map(p -> SafeText.of(p.name(), NAME))
                .collect(Collectors.joining("、"));
        String safe = SafeText.of(owner, NAME * 2);
        return people.isEmpty()
                ? new Bilingual("负责：" + safe, "Owner: " + safe)
                : new Bilingual(
                        "负责：" + safe + "（" + people + "）", "Owner: " + safe + " (" + people.replace("、", ", ") + ")");
    }

    private @Nullable Bilingual firstStep(Incident i) {
        String page = i.runbook();
        String step = page == null ? null : runbooks.firstStep(page);
        if (step == null) {
            return null;
        }
        String safe = SafeText.of(step, QUOTE * 2);
        return new Bilingual("第一步：" + safe, "First step: " + safe);
    }

    private @Nullable Bilingual link(Incident i) {
        String base = config.publicUrl();
        if (base == null) {
            return null;
        }
        String url = base + "/incidents/" + URLEncoder.encode(i.id(), StandardCharsets.UTF_8);
        return new Bilingual("看板：" + url, "Wall: " + url);
    }

    private static String english(List<String> places) {
        return places.stream().map(Regions::english).collect(Collectors.joining(", "));
    }

    private static String zh(Severity s) {
        return switch (s) {
            case INFO -> "提示";
            case WARNING -> "预警";
            case CRITICAL -> "严重";
        };
    }

    private static String zh(Reason r, KnownBefore known) {
        return switch (r) {
            case SEVERITY_UP -> "升级";
            case NEW_MEMBER -> known == KnownBefore.RECOVERED_GROUPS ? "再次上升" : "扩散";
            case DOUBLED -> "翻倍";
            case REPEAT -> "持续";
            case REOPENED -> "复发";
            case RESOLVED -> "恢复";
            default -> "上升";
        };
    }

    private static String en(Reason r, KnownBefore known) {
        return switch (r) {
            case SEVERITY_UP -> "worse";
            case NEW_MEMBER -> known == KnownBefore.RECOVERED_GROUPS ? "rising again" : "spreading";
            case DOUBLED -> "doubled";
            case REPEAT -> "ongoing";
            case REOPENED -> "again";
            case RESOLVED -> "over";
            default -> "rising";
        };
    }

    private static String kind(AlertKind kind) {
        return switch (kind) {
            case SURGE -> "突增";
            case SPIKE -> "尖峰";
            case DRIFT -> "缓升";
            case THRESHOLD -> "阈值";
            case SHIFT -> "占比变化";
            case SEQUENCE -> "先后";
            case REPEAT -> "重复";
            case MATCH -> "单条";
            case FLATLINE -> "静默";
            case NEW_TERM -> "新词";
            case COMPOSITE -> "组合";
        };
    }

    private static String channel(String channel) {
        return switch (channel) {
            case "social" -> "社交";
            case "im" -> "在线客服";
            case "phone" -> "电话";
            case "email" -> "邮件";
            case "ticket" -> "工单";
            case "review" -> "评价";
            case "survey" -> "问卷";
            case "rss" -> "新闻";
            case "app" -> "应用";
            case "store" -> "门店";
            default -> "其他";
        };
    }

    private static String dimension(String dimension) {
        return switch (dimension) {
            case "courier" -> "承运商";
            case "city" -> "城市";
            case "region" -> "地区";
            case "product" -> "商品";
            case "brand" -> "品牌";
            case "channel" -> "渠道";
            case "tier" -> "客户等级";
            case "source" -> "来源";
            default -> SafeText.of(dimension, NAME);
        };
    }

    /** At least a minute is said in minutes, more than two days in days. */
    static String span(long millis, boolean chinese) {
        long s = Math.max(0, millis) / 1_000;
        if (s < 60) {
            return s + (chinese ? "秒" : " s");
        }
        long m = s / 60;
        if (m < 120) {
            return m + (chinese ? "分钟" : " min");
        }
        long h = m / 60;
        if (h < 48) {
            String rest = m % 60 == 0 ? "" : (chinese ? "" : " ") + m % 60 + (chinese ? "分" : " min");
            return h + (chinese ? "小时" : " h") + rest;
        }
        return h / 24 + (chinese ? "天" : " d");
    }

    /** One decimal below ten, none where it is zero. */
    static String round(double v) {
        if (Math.abs(v) >= 10) {
            return String.valueOf(Math.round(v));
        }
        String s = String.format(Locale.ROOT, "%.1f", v);
        return s.endsWith(".0") ? s.substring(0, s.length() - 2) : s;
    }

    private static String percent(double share) {
        return Math.round(share * 100) + "%";
    }
}
