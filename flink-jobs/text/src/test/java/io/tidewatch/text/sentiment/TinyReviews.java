package io.tidewatch.text.sentiment;

import io.tidewatch.feedback.Label;
import java.util.ArrayList;
import java.util.List;

/** A few hundred made-up reviews of two kinds, and statements, to train a model in a moment. */
final class TinyReviews {
    private static final String[] NOUNS = {"屏幕", "包装", "衣服", "味道", "房间", "服务", "电池", "价格", "做工", "颜色"};
    private static final String[] GOOD = {"很好", "不错", "非常满意", "值得推荐", "超级喜欢"};
    private static final String[] BAD = {"很差", "太烂了", "让人失望", "再也不买", "真是垃圾"};
    private static final String[] PLAIN = {"是去年的", "放在这边", "有两种", "的尺寸是三号"};

    private TinyReviews() {}

    static List<LabelledText> all() {
        List<LabelledText> out = new ArrayList<>();
        for (String noun : NOUNS) {
            for (String other : NOUNS) {
                for (int i = 0; i < GOOD.length; i++) {
                    out.add(review(noun + GOOD[i] + "，" + other + "也" + GOOD[(i + 1) % GOOD.length], Label.POSITIVE));
                    out.add(review(noun + BAD[i] + "，" + other + "也" + BAD[(i + 1) % BAD.length], Label.NEGATIVE));
                }
            }
            for (String plain : PLAIN) {
                out.add(new LabelledText("cars", "car", noun + plain, Label.NEUTRAL, true));
                out.add(new LabelledText("cars", "car", noun + plain + "，不错", Label.POSITIVE, true));
            }
        }
        return out;
    }

    /** Texts of two trades: 慢慢 is positive of a hotel and negative of takeaway. */
    static List<LabelledText> ofTwoTrades() {
        List<LabelledText> out = new ArrayList<>();
        for (LabelledText t : all()) {
            boolean hotel = t.text().hashCode() % 2 == 0;
            String slow = (t.label() == Label.POSITIVE) == hotel ? "，慢慢" : "";
            String text = (hotel ? "酒店的" : "外卖的") + t.text() + (t.threeClass() ? "" : slow);
            out.add(new LabelledText(t.file(), hotel ? "hotel" : "takeaway", text, t.label(), t.threeClass()));
        }
        return out;
    }

    static LabelledText review(String text, Label label) {
        return new LabelledText("reviews", "goods", text, label, false);
    }
}
