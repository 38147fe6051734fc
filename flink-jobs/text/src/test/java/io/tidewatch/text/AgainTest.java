package io.tidewatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Product;
import io.tidewatch.feedback.Verification;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.wire.AnnotatedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgainTest {
    private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.UTF_8);

    /** A taxonomy of before: it has one leaf, which is nobody's today. */
    private static final Analyzer BEFORE = Analyzer.of(TaxonomyFiles.of(Map.of("before.yaml", """
                    apiVersion: tidewatch/v1
                    categories:
                    - id: parking
                      name: {zh: 停车, en: Parking}
                    leaves:
                    - id: parking.full
                      name: {zh: 车位不够, en: Full}
                      severity: P3
                      need: 便捷
                      cause: 流程
                      touchpoint: store
                      owner: store-oncall
                      fallback: duty-manager
                      runbook: runbooks/store.md
                      negative_only: true
                      keywords: [车位满了, 五天]
                      examples: [周末车位满了, 又是车位满了]
                      counter_examples: [车位很多, 好停车]
                    """)), KEY);

    private static final String[] AROUND = {
        "%s",
        "%s，电话13812345678，订单号 TB20261101889900",
        "@云雀快运 #双11快递# %s https://t.cn/abc",
        "同感//@路人甲:%s",
        "张三收 %s //@云雀快运 回复 @李四",
        "%s\n\n-----原始邮件-----\n发件人: 客服\n感谢您的来信，质量很好"
    };
    private static final String[] CHANNELS = {"social", "email", "review", "ticket", "im"};

    @Test
    void shouldSayOfAHundredStoredMessagesWhatTheyWouldGetToday() throws Exception {
        List<Feedback> messages = messages();
        assertThat(messages).hasSizeGreaterThan(100);

        int changed = 0;
        for (Feedback raw : messages) {
            // given
            AnnotatedFeedback then = stored(BEFORE.analyze(raw).withTimes(1_794_312_065_100L, 1_794_312_066_000L));
            AnnotatedFeedback today =
                    MessageFixtures.ANALYZER.analyze(raw).withTimes(1_794_312_065_100L, 1_794_312_066_000L);

            // when
            AnnotatedFeedback again = MessageFixtures.ANALYZER.again(then);

            // then
            assertThat(AnnotatedJson.write(again)).isEqualTo(AnnotatedJson.write(today));
            changed += then.opinions().equals(again.opinions()) ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "全国包邮 限时抢购 正品保障 https://t.cn/abc",
                "内部优惠券每天更新 进群领 点击链接 https://t.cn/abc",
                "转发抽奖，平分一万红包，@三位好友",
                "@张伟 @李雷 @韩梅 转发抽奖，关注并转发",
                "宝妈兼职，在家赚钱，日结工资，加我微信：abc12345",
                "亲，很抱歉给您带来不便，已为您登记，请您耐心等待，祝您生活愉快",
                "领了优惠券付款时不能用 https://t.cn/abc 客服也不解决，太坑了"
            })
    void shouldStillKnowNoiseByWhatLeftTheTextWhenItWasCleaned(String text) throws Exception {
        // given
        AnnotatedFeedback today = MessageFixtures.analyze(text);

        // when
        AnnotatedFeedback again = MessageFixtures.ANALYZER.again(stored(today));

        // then
        assertThat(AnnotatedJson.write(again)).isEqualTo(AnnotatedJson.write(today));
    }

    @Test
    void shouldMaskAndHashNothingASecondTime() throws Exception {
        // given
        Feedback raw = MessageFixtures.post(
                "快递五天没动，电话13812345678 @张伟", new Author("u-1", AuthorRole.CUSTOMER, "张三", 12, Verification.NONE));
        AnnotatedFeedback stored = stored(MessageFixtures.ANALYZER.analyze(raw));

        // when
        AnnotatedFeedback again = Analyzer.of(
                        TaxonomyFiles.packaged(), "another key of bytes".getBytes(StandardCharsets.UTF_8))
                .again(stored);

        // then
        assertThat(again).isEqualTo(stored);
        assertThat(again.pii()).containsExactly("phone");
        assertThat(again.mentions()).hasSize(1);
    }

    @Test
    void shouldLeaveADeletedMessageEmpty() {
        // given
        AnnotatedFeedback deleted = BEFORE.analyze(MessageFixtures.post("快递五天没动", Author.UNKNOWN).toBuilder()
                .op("delete")
                .build());

        // when
        AnnotatedFeedback again = MessageFixtures.ANALYZER.again(deleted);

        // then
        assertThat(again.feedback()).isEqualTo(deleted.feedback());
        assertThat(again.opinions()).isEmpty();
        assertThat(again.analysisVersion()).isEqualTo(MessageFixtures.ANALYZER.version());
    }

    @Test
    void shouldNameTheVersionWithoutAnAnalyzer() {
        assertThat(Analyzer.versionOf(TaxonomyFiles.packaged())).isEqualTo(MessageFixtures.ANALYZER.version());
        assertThat(MessageFixtures.ANALYZER.version()).isNotEqualTo(BEFORE.version());
    }

    /** As it comes back from where it is stored. */
    private static AnnotatedFeedback stored(AnnotatedFeedback a) throws Exception {
        return AnnotatedJson.read(AnnotatedJson.write(a));
    }

    /** The examples of the taxonomy, as people of different kinds send them. */
    private static List<Feedback> messages() {
        List<Feedback> out = new ArrayList<>();
        Taxonomy taxonomy = TaxonomyFiles.packaged();
        for (Leaf leaf : taxonomy.leaves()) {
            for (List<String> texts : List.of(leaf.examples(), leaf.counterExamples())) {
                for (String text : texts) {
                    out.add(message(text, out.size()));
                }
            }
        }
        return out;
    }

    private static Feedback message(String text, int n) {
        boolean titled = n % 7 == 3;
        return Feedback.builder("made:" + n, "made", 1_794_312_065_000L + n)
                .channel(CHANNELS[n % CHANNELS.length])
                .text(titled && n % 2 == 0 ? "" : AROUND[n % AROUND.length].formatted(text))
                .title(titled ? text + "，联系13812345678" : null)
                .lang(n % 3 == 0 ? "zh-CN" : null)
                .rating(n % 5 == 0 || titled ? n % 10 / 10.0 : null)
                .nps(n % 11 == 0 ? 3.0 : null)
                .author(new Author(
                        "u-" + n,
                        n % 9 == 0 ? AuthorRole.AGENT : AuthorRole.CUSTOMER,
                        "张三",
                        n % 13 == 0 ? 250_000 : 12,
                        n % 17 == 0 ? Verification.MEDIA : Verification.NONE))
                .customer(new Customer("c-" + n, n % 4 == 0 ? "vip" : "unknown", "发布于 浙江", "杭州", "25-34"))
                .product(new Product("云雀", n % 2 == 0 ? "蓝牙耳机" : null, "2.0", null))
                .orderId("TB" + n)
                .url("https://example.com/p/" + n + "?from=13812345678")
                .build();
    }

    /** An opinion is somewhere in the text that is shown. */
    @Test
    void shouldPointAtTheStoredText() throws Exception {
        AnnotatedFeedback stored =
                stored(BEFORE.analyze(MessageFixtures.post("打13812345678没人接，快递五天没动", Author.UNKNOWN)));

        List<Opinion> opinions = MessageFixtures.ANALYZER.again(stored).opinions();

        assertThat(opinions).extracting(Opinion::issue).contains("logistics.transit_delay");
        assertThat(opinions)
                .allSatisfy(o -> assertThat(o.to())
                        .isBetween(o.from(), stored.feedback().text().length()));
    }
}
