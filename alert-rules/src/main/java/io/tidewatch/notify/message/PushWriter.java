package io.tidewatch.notify.message;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Lift;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.SaidBefore;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.Trend;
import io.tidewatch.alert.words.Phase;
import io.tidewatch.alert.words.SuspensionFacts;
import io.tidewatch.alert.words.Usual;
import io.tidewatch.notify.Dispatch;
import io.tidewatch.notify.IncidentAssembly;
import io.tidewatch.notify.IncidentFigures;
import io.tidewatch.notify.IncidentState;
import io.tidewatch.notify.KnownBefore;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.time.LocalTimes;
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

    /** A lift above it is a share of next to nothing. */
    private static final double MANY = 100;

    /** Once in a hundred days of one group: below that a chance says little. */
    private static final double LEAST_RARE = 2;

    private static final double MOST_RARE = 6;

    private final NotifyConfig config;
    private final Runbooks runbooks;
    private final LocalTimes times;

    /** @param times how clock times are written */
    public PushWriter(NotifyConfig config, Runbooks runbooks, LocalTimes times) {
        this.config = config;
        this.runbooks = runbooks;
        this.times = times;
    }

    /**
     * What a receiver is to read.
     *
     * @param now clock, epoch milliseconds
     */
    public PushMessage compose(Dispatch.Notification n, long now) {
        return compose(n.view(), n.reason(), n.known(), n.levelBefore(), now);
    }

    /**
     * @param known what the receiver knew of the incident before
     * @param now clock, epoch milliseconds
     */
    public PushMessage compose(IncidentState s, Reason reason, KnownBefore known, long now) {
        return compose(s, reason, known, null, now);
    }

    /**
     * @param known what the receiver knew of the incident before
     * @param levelBefore where the receiver knew that it happens; null when it did not
     * @param now clock, epoch milliseconds
     */
    public PushMessage compose(
            IncidentState s, Reason reason, KnownBefore known, @Nullable Group levelBefore, long now) {
        Incident i = s.incident();
        boolean over = reason == Reason.RESOLVED;
        PushStory story = over ? PushStory.ended(s, now, times) : PushStory.open(s, reason, known);

        List<Bilingual> lines = new ArrayList<>();
        lines.add(impact(story, i, over && known == KnownBefore.NOTHING, now));
        lines.add(over ? total(i, story) : numbers(i, story, now));
        if (!over) {
            add(lines, said(story.lead()));
            // what customers said then is not what they say now, and nobody has to begin
            add(lines, LevelWords.change(levelBefore, story.lead().level()));
            add(lines, where(story.counted(), story.lead(), i.evidence()));
            quotes(lines, i.evidence(), now);
            add(lines, words(i.evidence()));
        }
        lines.add(why(story.lead()));
        lines.add(owner(i));
        if (!over) {
            add(lines, firstStep(i));
        }
        add(lines, link(i));
        lines.add(new Bilingual("事件：" + i.id(), "Incident: " + i.id()));
        return new PushMessage(title(i, story, over), lines);
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

    private static Bilingual title(Incident i, PushStory story, boolean over) {
        Bilingual name = story.name();
        Bilingual place = story.nameIsPlace() ? Bilingual.EMPTY : story.places().largest();
        Bilingual rest = over
                ? story.outcome(
                        span(i.resolvedAt() - i.startsAt(), true), span(i.resolvedAt() - i.startsAt(), false), i.peak())
                : story.measure();
        String zh = over ? "[" : "[" + zh(i.severity()) + "·";
        String en = over ? "[" : "[" + i.severity().wire() + " · ";
        return new Bilingual(
                fit(zh + story.head().zh() + "] ", name.zh(), place.zh() + rest.zh(), PushMessage.MAX_TITLE_ZH),
                fit(en + story.head().en() + "] ", name.en(), place.en() + rest.en(), PushMessage.MAX_TITLE_EN));
    }

    /** A long name gives way to where it is and how much it is. */
    private static String fit(String head, String name, String rest, int max) {
        int room = max - head.length() - rest.codePointCount(0, rest.length());
        return SafeText.cut(head + SafeText.cut(name, Math.max(4, room)) + rest, max);
    }

    private Bilingual impact(PushStory story, Incident i, boolean unknownBefore, long now) {
        Bilingual said = story.impact();
        if (!unknownBefore) {
            return new Bilingual("影响：" + said.zh(), "Impact: " + said.en());
        }
        String from = times.clock(i.startsAt(), now);
        return new Bilingual(
                "影响：" + said.zh() + "此事" + from + "开始，未及通知即已结束。",
                "Impact: " + said.en() + " It began at " + from + " and was over before anybody could be notified.");
    }

    private Bilingual numbers(Incident i, PushStory story, long now) {
        if (story.isSuspension()) {
            return suspended(i, SuspensionFacts.of(story.lead()), now);
        }
        IncidentFigures f = story.figures();
        List<String> zh = new ArrayList<>();
        List<String> en = new ArrayList<>();
        zh.add("现在" + f.originals() + "条");
        en.add(f.originals() + " now");
        Usual usual = story.usual();
        if (usual != null) {
            zh.add(usual.brief().zh());
            en.add(usual.brief().en());
        }
        if (f.authors() > 0 && !story.isSilence()) {
            zh.add(f.authors() + "人");
            en.add(f.authors() + (f.authors() == 1 ? " voice" : " voices"));
        }
        if (f.posts() > f.originals()) {
            zh.add("含转发" + f.posts() + "条");
            en.add(f.posts() + " with reposts");
        }
        if (f.originals() > 0 && !story.isSilence()) {
            zh.add("负面" + percent(f.negativeShare()));
            en.add(percent(f.negativeShare()) + " negative");
        }
        zh.add(times.clock(i.startsAt(), now) + "开始");
        en.add("since " + times.clock(i.startsAt(), now));
        if (f.doublingMinutes() != null
                && f.trend() == Trend.RISING
                && story.lead().windowMs() > 0) {
            zh.add("约" + Usual.round(f.doublingMinutes()) + "分钟翻一番");
            en.add("doubles in about " + Usual.round(f.doublingMinutes()) + " min");
        }
        if (story.phase() == Phase.EASES && f.peak() > f.originals()) {
            zh.add("峰值" + f.peak() + "条");
            en.add("peak " + f.peak());
        }
        return new Bilingual("数字：" + String.join(" · ", zh), "Numbers: " + String.join(" · ", en));
    }

    private Bilingual suspended(Incident i, SuspensionFacts facts, long now) {
        String at = times.clock(i.startsAt(), now);
        return new Bilingual(
                "数字：处理器 " + facts.cpu() + "，上限 " + facts.limit() + " · " + at + "暂停",
                "Numbers: " + facts.cpu() + " of a core, limit " + facts.limit() + " · suspended at " + at);
    }

    private Bilingual total(Incident i, PushStory story) {
        String zh = "数字：持续" + span(i.resolvedAt() - i.startsAt(), true);
        String en = "Numbers: lasted " + span(i.resolvedAt() - i.startsAt(), false);
        Peak p = i.peak();
        if (p != null && story.hasPeak()) {
            zh += " · 峰值" + p.originals() + "条（" + times.clock(p.at(), i.resolvedAt()) + "）";
            en += " · peak " + p.originals() + " at " + times.clock(p.at(), i.resolvedAt());
        }
        if (story.isSuspension()) {
            return new Bilingual(zh, en);
        }
        long last = story.figures().originals();
        Usual usual = story.usual();
        zh += " · 最后" + last + "条";
        en += " · " + last + " at the end";
        return usual == null
                ? new Bilingual(zh, en)
                : new Bilingual(
                        zh + " · " + usual.alone().zh(),
                        en + " · " + usual.alone().en());
    }

    private static @Nullable Bilingual where(List<Alert> counted, Alert lead, Evidence e) {
        List<Alert> parts = counted.stream()
                .filter(a -> !IncidentAssembly.place(a.group()).isEmpty())
                .sorted(IncidentAssembly.LEAD)
                .toList();
        long sum = parts.stream().mapToLong(a -> a.value().originals()).sum();
        List<String> zh = new ArrayList<>();
        List<String> en = new ArrayList<>();
        Bilingual level = LevelWords.of(lead);
        if (level != null) {
            zh.add(level.zh());
            en.add(level.en());
        }
        // a single place is in the title already
        for (Alert a : parts.subList(0, parts.size() > 1 ? Math.min(QUOTES, parts.size()) : 0)) {
            String share = sum > 0 ? " " + percent((double) a.value().originals() / sum) : "";
            String place = SafeText.of(IncidentAssembly.place(a.group()), NAME);
            zh.add(place + " " + a.value().originals() + "条" + share);
            en.add(IncidentAssembly.english(place) + " " + a.value().originals() + share);
        }
        for (Lift l : e.overRepresented()
                .subList(0, Math.min(QUOTES, e.overRepresented().size()))) {
            if (level != null && isNamed(lead, l)) {
                continue;
            }
            String value = SafeText.of(l.value(), NAME);
            boolean many = l.lift() > MANY;
            String times = Usual.round(l.lift());
            zh.add(chinese(l) + " " + value + (many ? "（平时很少）" : "（平时的" + times + "倍）"));
            en.add(english(l) + " " + value + (many ? " (rare usually)" : " (" + times + "× its usual share)"));
        }
        return zh.isEmpty() ? null : new Bilingual("集中：" + String.join("、", zh), "Where: " + String.join(", ", en));
    }

    private static boolean isNamed(Alert a, Lift l) {
        return a.level() != null
                && l.value().equals(a.level().get(l.dimension()))
                && a.evidence().shares().stream().anyMatch(s -> s.dimension().equals(l.dimension()));
    }

    private void quotes(List<Bilingual> lines, Evidence e, long now) {
        List<EvidenceSample> samples = new ArrayList<>(e.samples());
        if (samples.isEmpty() && e.first() != null) {
            samples.add(e.first());
        }
        for (EvidenceSample s : samples.subList(0, Math.min(QUOTES, samples.size()))) {
            Bilingual quote = quote(s);
            Bilingual from = from(s);
            String at = s.eventTime() == 0 ? "" : " " + times.clock(s.eventTime(), now);
            Bilingual media =
                    s.attached() == null ? Bilingual.EMPTY : s.attached().media();
            lines.add(new Bilingual(
                    quote.zh() + (media.zh().isEmpty() ? "" : "（" + media.zh() + "）") + "— " + from.zh() + at,
                    quote.en() + (media.en().isEmpty() ? "" : " (" + media.en() + ")") + " — " + from.en() + at));
        }
    }

    /** A customer's words as they begin the line that shows them. */
    static Bilingual quote(EvidenceSample s) {
        String text = SafeText.of(s.text(), QUOTE);
        return new Bilingual("「" + text + "」", "“" + text + "”");
    }

    private static Bilingual from(EvidenceSample s) {
        Bilingual known = PlatformNames.of(s.source());
        if (known != null) {
            return known;
        }
        String id = SafeText.of(s.source(), NAME);
        Bilingual channel = PlatformNames.channel(s.channel());
        return new Bilingual(channel.zh() + " " + id, channel.en() + " " + id);
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
        String suspended = SuspensionFacts.of(a).rule();
        String rule = SafeText.of(suspended.isEmpty() ? a.rule() : suspended, NAME * 2) + " ("
                + version.substring(0, Math.min(VERSION, version.length())) + ")";
        zh.append(rule).append(" · ").append(kind(a.kind()));
        en.append(rule).append(" · ").append(a.kind().wire().replace('_', ' '));
        if (a.windowMs() > 0) {
            zh.append(" · 窗口").append(span(a.windowMs(), true));
            en.append(" · window ").append(span(a.windowMs(), false));
        }
        Double p = a.value().probability();
        Bilingual chance = chance(a.value().surprise());
        if (chance != null) {
            zh.append(" · ").append(chance.zh());
            en.append(" · ").append(chance.en());
        } else if (p != null) {
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

    /** How rarely so many come by chance, where a rule asks for that; null where it does not, or it is no rarity. */
    private static @Nullable Bilingual chance(@Nullable Double surprise) {
        if (surprise == null || surprise < LEAST_RARE) {
            return null;
        }
        if (surprise >= MOST_RARE) {
            return new Bilingual("偶然的概率：百万天不到一次", "by chance less than once in a million days");
        }
        String days = String.format(Locale.ROOT, "%,d", (long) Math.pow(10, Math.floor(surprise)));
        return new Bilingual("偶然的概率：" + days + "天一次", "by chance once in " + days + " days");
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

    private static String zh(Severity s) {
        return switch (s) {
            case INFO -> "提示";
            case WARNING -> "预警";
            case CRITICAL -> "严重";
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
            case SUSPENDED -> "规则暂停";
        };
    }

    private static String chinese(Lift l) {
        return l.name() == null
                ? dimension(l.dimension())
                : SafeText.of(l.name().zh(), NAME);
    }

    private static String english(Lift l) {
        return SafeText.of(l.name() == null ? l.dimension() : l.name().en().toLowerCase(Locale.ROOT), NAME);
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

    private static String percent(double share) {
        return Math.round(share * 100) + "%";
    }
}
