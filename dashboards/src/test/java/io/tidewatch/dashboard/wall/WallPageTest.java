package io.tidewatch.dashboard.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page.WaitForSelectorOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.tidewatch.alert.Severity;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The page in a real browser. Without one on the PATH it is skipped, unless {@code -Dtidewatch.browser.required=true}.
 */
class WallPageTest {
    /** By selector: a function would be evaluated in the page, which its content policy forbids. */
    private static final WaitForSelectorOptions PATIENT =
            new WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED).setTimeout(20_000);

    private static RealRedis redis;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> problems = new CopyOnWriteArrayList<>();
    private WallServer wall;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
        Optional<Path> node = onPath("node");
        if (!Boolean.getBoolean("tidewatch.browser.required")) {
            assumeTrue(
                    chromium.isPresent() && node.isPresent(),
                    "no chromium or node on the PATH: the page is not tested in a browser");
        }
        redis = new RealRedis();
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1",
                        "PLAYWRIGHT_NODEJS_PATH",
                        node.orElseThrow().toString())));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.orElseThrow())
                        .setChromiumSandbox(!"root".equals(System.getProperty("user.name")))
                        .setArgs(List.of("--disable-background-networking", "--disable-quic")));
    }

    @AfterAll
    static void stop() throws Exception {
        if (playwright != null) {
            playwright.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    /** A wall of its own for every test: one that runs on would greet the next page with the figures before. */
    @BeforeEach
    void openWall() throws Exception {
        redis.run(r -> r.flushall());
        wall = WallServer.start(
                new WallSettings("127.0.0.1", 0, redis.url(), "http://127.0.0.1:1", WallScene.taxonomy()));
    }

    @AfterEach
    void closeWall() {
        if (wall != null) {
            wall.close();
        }
    }

    @Test
    void shouldShowTheSurgeBigEnoughToReadFromAfar() {
        // given
        long now = Clock.systemUTC().millis();
        redis.run(r -> {
            WallScene.figures(r, now, "logistics.transit_delay", 7.5);
            WallScene.open(r, WallScene.incident("logistics.transit_delay", Severity.CRITICAL, now, 34, "open", "浙江"));
        });

        // when
        com.microsoft.playwright.Page page = open("/");
        page.waitForSelector(".card", PATIENT);

        // then
        assertThat(page.innerText(".light")).contains("严重");
        assertThat(page.innerText(".card")).contains("运输延误/停滞", "浙江", "120 条", "14 条（8–21）", "97 人", "34 分钟", "未确认");
        assertThat(page.getAttribute("html", "lang")).isEqualTo("zh-CN");
        assertThat(page.evaluate("Math.min(...[...document.querySelectorAll('body *')]"
                        + ".filter(e => e.checkVisibility() && e.id !== 'said' && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))"
                        + ".map(e => parseFloat(getComputedStyle(e).fontSize)))"))
                .as("smallest letters in pixels at 1920 x 1080")
                .satisfies(size -> assertThat(((Number) size).doubleValue()).isGreaterThanOrEqualTo(22));
        assertThat(page.evaluate("document.documentElement.scrollHeight <= innerHeight"))
                .isEqualTo(true);
        assertThat(problems).isEmpty();
        page.close();
    }

    @Test
    void shouldShowTheClockOfTheInstallationUnlessTheAddressNamesAnother() {
        // given
        wall.close();
        wall = WallServer.start(new WallSettings(
                "127.0.0.1",
                0,
                redis.url(),
                "http://127.0.0.1:1",
                WallScene.taxonomy(),
                java.time.ZoneId.of("Europe/Berlin")));

        // when
        com.microsoft.playwright.Page here = open("/");
        com.microsoft.playwright.Page there = open("/?tz=Asia/Kolkata");

        // then
        String zone = "import('./words.js').then(w => w.zone)";
        assertThat(here.evaluate(zone)).isEqualTo("Europe/Berlin");
        assertThat(there.evaluate(zone)).isEqualTo("Asia/Kolkata");
        assertThat(here.evaluate("import('./words.js').then(w => w.attached("
                        + "{media: {zh: '图2', en: '2 images'}, answered_at: 'desk.example.com'}).join(' · '))"))
                .isEqualTo("图2 · desk.example.com");
        here.close();
        there.close();
    }

    @Test
    void shouldSayInWordsWhatANumberCannotSay() throws Exception {
        // given
        long now = Clock.systemUTC().millis();
        redis.run(r -> {
            WallScene.figures(r, now, "logistics.transit_delay", 7.5);
            WallScene.open(r, WallScene.odd(now));
        });

        // when
        com.microsoft.playwright.Page page = open("/");
        page.waitForSelector(".card >> nth=3", PATIENT);

        // then
        String cards = String.join("\n", page.locator(".card").allInnerTexts());
        assertThat(cards)
                .contains("消息中断 tmall", "静默", "平时几乎没有", "不到 1 条", "平时的100倍以上", "空气炸锅", "回落")
                .doesNotContain("0.0", "0.1", "4,250", "1,044", "持平 30");
        assertThat(page.locator(".trend:has-text('翻倍')").count()).isEqualTo(1);
        assertThat(
                        page.evaluate(
                                "[...document.querySelectorAll('.card .figures')].every(f => f.scrollWidth <= f.clientWidth + 1)"))
                .as("the words fit")
                .isEqualTo(true);
        assertThat(problems).isEmpty();
        page.close();
    }

    @Test
    void shouldShowHostileTextAsText() {
        // given
        long now = Clock.systemUTC().millis();
        String hostile = "<img src=x onerror=\"window.owned=1\"><script>window.owned=1</script> @所有人 ${1+1} &lt;b&gt;";
        redis.run(r -> {
            WallScene.figures(r, now, "none", 1);
            r.hset("tw:sources", "<b>evil</b>", "{\"last_event\":" + (now - 60_000) + "}");
            WallScene.stream(r, now, List.of(hostile));
        });

        // when
        com.microsoft.playwright.Page page = open("/?lang=en");
        page.waitForSelector("#voices .text", PATIENT);

        // then
        assertThat(page.innerText("#voices .text")).isEqualTo(hostile);
        assertThat(page.innerText(".sources")).contains("<b>evil</b>");
        assertThat(page.evaluate("window.owned === undefined && !document.querySelector('#voices img, .sources b')"))
                .isEqualTo(true);
        assertThat(page.innerText(".light")).contains("Normal");
        assertThat(problems).isEmpty();
        page.close();
    }

    @Test
    void shouldSayThatItIsStillLearningInsteadOfCallingItExpected() {
        // given
        long now = Clock.systemUTC().millis();
        redis.run(r -> {
            WallScene.figures(r, now, "none", 1);
            WallScene.learning(r, 2);
        });

        // when
        com.microsoft.playwright.Page page = open("/");
        page.waitForSelector(".light:has-text('学习中')", PATIENT);

        // then
        assertThat(page.innerText(".calm")).contains("学习中：第 2/14 天").doesNotContain("预期之内");

        // and when nobody knows
        redis.run(r -> r.del("tw:learning"));
        page.waitForSelector(".light:has-text('正常')", PATIENT);
        assertThat(page.innerText(".calm")).contains("条投诉").doesNotContain("预期之内");

        // and when it has learnt
        redis.run(r -> WallScene.learning(r, 14));
        page.waitForSelector(".calm:has-text('均在预期之内')", PATIENT);
        assertThat(problems).isEmpty();
        page.close();
    }

    @Test
    void shouldShowAnImportAsAnImportAndAMessageAsOneComplaint() {
        // given
        long now = Clock.systemUTC().millis();
        redis.run(r -> WallScene.imported(r, now));

        // when
        com.microsoft.playwright.Page page = open("/");
        page.waitForSelector(".sources li", PATIENT);

        // then
        assertThat(page.getAttribute(".sources li", "data-freshness")).isEqualTo("imported");
        assertThat(page.innerText(".sources")).contains("导入于", "4 条");
        assertThat(page.innerText(".light")).contains("等待数据");
        assertThat(page.innerText(".calm")).contains("只有导入的数据", "学习中：第 1/14 天");
        assertThat(page.innerText("#ranking h2")).contains("1 条投诉");
        assertThat(page.locator("#banner").isVisible()).isFalse();
        assertThat(problems).isEmpty();
        page.close();
    }

    @Test
    void shouldSayThatItCannotSeeInsteadOfShowingZeros() {
        // when
        com.microsoft.playwright.Page page = open("/");
        page.waitForSelector(".light:has-text('等待数据')", PATIENT);
        page.waitForSelector("#volume-empty:has-text('历史数据中断')", PATIENT);

        // then
        assertThat(page.innerText(".light")).doesNotContain("正常");
        assertThat(page.locator(".number, .ratio, #mood b").count())
                .as("figures")
                .isZero();
        assertThat(page.innerText("#ranking")).contains("尚无数据");
        assertThat(page.innerText("#mood")).contains("尚无数据");
        assertThat(page.innerText("#volume")).contains("历史数据中断");
        assertThat(problems).isEmpty();
        page.close();
    }

    /** Opens the page and notes requests to other hosts, script errors and violations of the security policy. */
    private com.microsoft.playwright.Page open(String path) {
        com.microsoft.playwright.Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1920, 1080));
        page.onRequest(r -> {
            if (!r.url().startsWith(wall.url())) {
                problems.add("request to " + r.url());
            }
        });
        page.onPageError(problems::add);
        page.onConsoleMessage(m -> {
            if (m.type().equals("error")) {
                problems.add(m.text());
            }
        });
        page.navigate(wall.url() + path);
        return page;
    }

    private static Optional<Path> onPath(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                        .map(dir -> Path.of(dir, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
