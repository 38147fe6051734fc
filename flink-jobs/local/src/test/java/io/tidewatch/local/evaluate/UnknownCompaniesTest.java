package io.tidewatch.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import io.tidewatch.calendar.CalendarFiles;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Product;
import io.tidewatch.feedback.Verification;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.notify.PackagedRunbooks;
import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.company.CompanyDays;
import io.tidewatch.local.company.CompanySettings;
import io.tidewatch.local.rules.RuleFolder;
import io.tidewatch.notify.DispatchTimeline;
import io.tidewatch.notify.DispatchTimeline.Notified;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.notify.message.PushMessage;
import io.tidewatch.notify.message.PushWriter;
import io.tidewatch.replay.Backtest;
import io.tidewatch.replay.ruletest.AlertTimeline;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.time.LocalClock;
import io.tidewatch.time.LocalTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two companies that the shipped rules were not made for, each with one crisis, in words of their own customers. */
class UnknownCompaniesTest {
    /** Monday 2026-03-02T00:00+08:00. */
    private static final long START = 1_772_380_800_000L;

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final String[] REGIONS = {"广东", "浙江", "江苏", "山东", "河南", "四川", "湖北", "湖南", "河北", "福建"};

    @TempDir
    private Path directory;

    private final Analyzer analyzer = Analyzer.of(TaxonomyFiles.packaged(), new byte[32]);
    private final List<AnnotatedFeedback> messages = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(5);
    private List<Alert> revisions = List.of();
    private List<Notified> pages = List.of();
    private NotifyConfig notify;

    @BeforeEach
    void readWhoIsNotified() throws IOException {
        notify = NotifyFile.readOrThrow(
                "notify.yaml", Files.readString(Checkout.root().resolve("alert-rules/notify.yaml")));
    }

    @Test
    void shouldTellAShopOfZipsThatBreakOnceWhileTheyAreFew() throws Exception {
        // given: 200 messages a day, then 450 complaints in three hours
        String[] jackets = {"冲锋衣", "羽绒服", "夹克", "卫衣", "工装裤"};
        String[] breaks = {"拉链坏了", "拉链第一次拉就断了", "拉链卡住拉不上", "拉链头掉了", "拉链拉到一半裂开", "拉链齿歪了根本合不上", "穿了一天拉链就坏了"};
        String[] ends = {"，怎么这样", "，气死了", "，要求退货", "，质量太差", "", "，第二件了", "，客服快处理", "！！"};
        long onset = START + 22 * DAY + 14 * HOUR;
        background(200, 29);
        for (int i = 0; i < 450; i++) {
            String jacket = pick(jackets);
            say(
                    onset + i * 3L * HOUR / 450,
                    "zip" + i,
                    jacket + pick(breaks) + pick(ends),
                    new Product(null, jacket, null, null),
                    pick(REGIONS));
        }

        // when
        play(29);

        // then
        List<Notified> of = pagesOf("quality.defect", onset, onset + DAY);
        read("zip shop", onset, of);
        assertThat(of).isNotEmpty();
        assertThat(said("zip", of.get(0).at())).isLessThanOrEqualTo(45);
        assertThat(of)
                .extracting(n -> n.incident().id())
                .containsOnly(of.get(0).incident().id());
        assertThat(of).hasSizeLessThanOrEqualTo(4);
        assertThat(levelTold("quality.defect", onset)).isEqualTo(Group.ALL);
        assertThat(others("quality.defect", onset)).isEmpty();
    }

    @Test
    void shouldTellAMakerOfPowerBanksThatBeginToSwellOnceWhileTheyAreFew() throws Exception {
        // given: 300 messages a day for weeks, then what was never heard doubles every eight hours for three
        // days
        String[] swells = {
            "充电宝鼓包了", "充电宝的电池鼓包了", "充电宝用着用着鼓包", "电池鼓包，壳都撑开了", "充电宝发烫还鼓包", "充电宝鼓包了，不敢用",
        };
        String[] slow = {"，充电也慢", "，而且充得很慢", "，还坏了", "", "", "", "，太危险了", "，吓人"};
        long onset = START + 25 * DAY + 9 * HOUR;
        background(300, 29);
        double length = 3 * DAY;
        int n = 500;
        for (int i = 0; i < n; i++) {
            // the time by which so many have come when they double every eight hours
            double times = Math.pow(2, length / (8 * HOUR));
            long at = onset + (long) (8 * HOUR * Math.log(1 + (times - 1) * i / n) / Math.log(2));
            say(
                    at,
                    "bank" + i,
                    pick(swells) + pick(slow),
                    new Product(null, random.nextInt(6) == 0 ? "随身充" : "万毫安充电宝", null, null),
                    pick(REGIONS));
        }

        // when
        play(29);

        // then
        List<Notified> of = pagesOf("quality.safety_hazard", onset, onset + 3 * DAY);
        read("power banks", onset, of);
        assertThat(of).isNotEmpty();
        assertThat(said("bank", of.get(0).at())).isLessThanOrEqualTo(15);
        assertThat(of.stream().filter(t -> t.at() < onset + DAY)).hasSizeLessThanOrEqualTo(6);
        List<Notified> measured = of.stream()
                .filter(t ->
                        t.incident().members().stream().anyMatch(m -> !m.kind().isOverOneMessage()))
                .toList();
        assertThat(said("bank", measured.get(0).at())).isLessThanOrEqualTo(15);
        assertThat(measured)
                .extracting(t -> t.incident().id())
                .containsOnly(measured.get(0).incident().id());
        assertThat(writer().compose(
                                measured.get(0).notification(), measured.get(0).at())
                        .lines()
                        .get(0)
                        .zh())
                .contains("首次出现");
        assertThat(levelTold("quality.safety_hazard", onset).get("product")).isEqualTo("万毫安充电宝");
        assertThat(others("quality.safety_hazard", onset)).isEmpty();
    }

    private void background(int volume, int days) {
        new CompanyDays(new CompanySettings(7, volume, days, 12, 0, START, TaxonomyFiles.packaged()))
                .play(messages::add);
    }

    private void say(long at, String id, String text, Product product, String region) {
        boolean isPublic = random.nextInt(3) > 0;
        messages.add(analyzer.analyze(Feedback.builder("test:" + id, isPublic ? "shop-reviews" : "desk", at)
                .channel(isPublic ? "review" : "im")
                .lang("zh")
                .text(text)
                .visibility(isPublic ? Visibility.PUBLIC : Visibility.INTERNAL)
                .author(new Author("u-" + id, AuthorRole.CUSTOMER, null, 40, Verification.NONE))
                .customer(new Customer("c-" + id, "unknown", region, null, null))
                .product(product)
                .build()));
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    private void play(int days) throws Exception {
        messages.sort(Comparator.comparingLong(m -> m.feedback().eventTime()));
        Path file = directory.resolve("made.jsonl");
        MadeFile.write(
                out -> {
                    messages.forEach(out);
                    return messages.size();
                },
                file);
        Path rules = Checkout.root().resolve("alert-rules/rules");
        revisions = Backtest.revisions(
                file,
                new RuleUpdate(1, RuleFolder.read(rules), Map.of(), CalendarFiles.NONE, null, null, null),
                () -> Analyzer.of(TaxonomyFiles.packaged(), new byte[32]),
                2,
                LocalClock.DEFAULT_ZONE);
        pages = DispatchTimeline.of(notify, new AlertTimeline(revisions).all(), START + days * DAY);
    }

    private List<Notified> pagesOf(String issue, long from, long to) {
        return pages.stream()
                .filter(p -> p.incident().incident().equals(issue) && p.at() >= from && p.at() < to)
                .filter(p -> p.reason() != Reason.RESOLVED && p.reason() != Reason.REPEAT)
                .toList();
    }

    private long said(String what, long at) {
        return messages.stream()
                .filter(m -> m.feedback().id().startsWith("test:" + what)
                        && m.feedback().eventTime() <= at)
                .count();
    }

    /** Where it is told to happen at last. */
    private Group levelTold(String issue, long onset) {
        Group level = Group.ALL;
        for (Alert a : new AlertTimeline(revisions)
                .all().stream().map(DispatchTimeline.TimedAlert::alert).toList()) {
            if (a.incident().equals(issue)
                    && a.startsAt() >= onset - HOUR
                    && a.isOpen()
                    && a.severity() != Severity.INFO
                    && a.partOf() == null
                    && a.level() != null) {
                level = a.level();
            }
        }
        return level;
    }

    /** What else was paged while the crisis went on, and is about its messages. */
    private List<String> others(String issue, long onset) {
        return pages.stream()
                .filter(p -> p.at() >= onset && p.at() < onset + 3 * DAY && p.reason() == Reason.FIRST)
                .filter(p -> !p.incident().incident().equals(issue))
                .filter(p -> p.incident().evidence().samples().stream().anyMatch(s -> s.id().startsWith("test:")))
                .map(p -> p.incident().incident())
                .toList();
    }

    private PushWriter writer() {
        return new PushWriter(notify, new PackagedRunbooks(), LocalTimes.DEFAULT);
    }

    /** What the phone showed, to be read by people. */
    private void read(String company, long onset, List<Notified> of) throws IOException {
        PushWriter writer = writer();
        StringBuilder aloud = new StringBuilder();
        for (Notified n : of) {
            PushMessage m = writer.compose(n.notification(), n.at());
            aloud.append(company + ", " + (n.at() - onset) / MINUTE + " min after the first, " + n.receiver() + ", "
                    + n.reason() + "\n" + m.title().zh() + "\n");
            m.lines().forEach(l -> aloud.append(l.zh()).append('\n'));
            aloud.append('\n');
        }
        Files.writeString(Files.createDirectories(Path.of("target")).resolve(company + ".txt"), aloud);
    }
}
