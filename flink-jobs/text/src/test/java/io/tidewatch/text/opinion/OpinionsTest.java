package io.tidewatch.text.opinion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.text.MessageFixtures;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpinionsTest {
    /** Text, message sentiment, opinions parted by +; ! marks a complaint. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "物流很快但是质量太差 | negative | logistics positive + quality.defect negative!",
                "不是不好，就是太慢了 | negative | other negative!",
                "没有破损 | positive | logistics positive",
                "快递等了五天。真的无语。 | negative | logistics.transit_delay negative!",
                "快递五天没动 | negative | logistics.transit_delay negative!",
                "客服态度可真“好”啊，挂我三次电话 | negative | service.rude negative!",
                "退款倒是秒到 | positive | after_sales positive",
                "说好的次日达呢？ | negative | logistics.transit_delay negative!",
                "great phone, shame about the delivery | negative | quality positive + logistics.transit_delay negative!",
                // the same with nouns and issue swapped
                "客服很热情但是做工太差 | negative | service positive + quality.defect negative!",
                "包装很漂亮但是客服态度太差 | negative | logistics positive + service.rude negative!",
                "不是不好看，就是太贵了 | negative | price.level negative!",
                "没有发霉 | neutral | ",
                "屏幕没有划痕 | positive | quality positive",
                "一点也不卡顿 | positive | app positive",
                "退款等了五天。太失望了。 | negative | after_sales.refund_slow negative!",
                "包裹三天没动 | negative | logistics.transit_delay negative!",
                "导购服务可真“好”啊，翻了我三个白眼 | negative | store.staff negative!",
                "换货倒是很快 | positive | after_sales positive",
                "说好的七天无理由呢？ | negative | after_sales.return_refused negative!",
                "说好的满减呢？ | negative | price.promotion_failure negative!",
                "great shoes, shame about the customer service | negative | quality positive + service.rude negative!",
                // degree, negation, contrast
                "质量不差 | positive | quality positive",
                "物流不慢 | positive | logistics positive",
                "虽然物流慢了点，但是质量非常好 | positive | logistics.transit_delay negative! + quality positive",
                "虽然贵，但是值得 | positive | voice.praise positive",
                "质量不太好 | negative | quality.defect negative!",
                "不满意，不推荐 | negative | other negative!",
                "客服小姐姐很耐心，问题很快解决了 | positive | service positive",
                "🙄收到坚果礼盒了，客服小姐姐特别热情，物流真的太快了 | positive | service positive + logistics positive",
                "第一次买这家，快递神速，全家都夸～😤 | positive | logistics positive",
                // what only the model holds against it, beside praise
                "收到毛衣了，第三次回购，才六个小时就送来，非常满意 | positive | voice.praise positive",
                "客服很耐心，下次还买[裂开] | positive | service positive",
                "包装很用心，就这个事 | positive | logistics positive",
                "客服很耐心，破壁机到手 | positive | service positive",
                "这款烤箱保修几年，麻烦了 | neutral | after_sales.exchange_repair neutral",
                "退货流程太麻烦了 | negative | app.usability negative!",
                "物流很快，😤太差劲了 | negative | logistics positive + other negative!",
                "真是太棒了，快递五天没动 | negative | logistics.transit_delay negative!",
                "请问这款手机好用吗？ | neutral | ",
                "如果坏了可以换吗 | neutral | ",
                "the delivery was not slow at all | positive | logistics positive",
                "no damage, well packed | positive | logistics positive",
                "I love the jacket but the zip broke after one day | negative | quality positive + quality.defect negative!",
                "嗯 | neutral | "
            })
    void shouldSayWhatAPersonWouldSay(String text, String sentiment, String opinions) {
        // when
        var analyzed = MessageFixtures.analyze(text);
        // then
        String shown = String.join(" + ", MessageFixtures.opinions(text));
        assertThat(analyzed.sentiment().label().wire() + " | " + shown)
                .as("%s %s %s", text, analyzed.sentiment(), analyzed.opinions())
                .isEqualTo(sentiment + " | " + (opinions == null ? "" : opinions));
    }
}
