package io.tidewatch.text.privacy;

/** What the surroundings of a number say about it. */
final class Context {
    private static final String[] MODEL = {
        "型号", "货号", "款号", "批号", "批次", "序列号", "条码", "条形码", "产品编号", "商品编号", "商品编码", "版本", "sku", "model", "serial",
        "imei", "barcode", "s/n", "part no"
    };
    private static final String UNITS = "元块万亿件个单折天年月日份次米克斤公升瓦度%％步人条支盒箱瓶包只台";

    private Context() {}

    /** A number glued to letters behind such a word is a product's. */
    static boolean isModel(DigitRun r) {
        int i = r.place[0];
        if (!Glyphs.latin(r.text.at(i - 1)) && r.text.at(i - 1) != '-') {
            return false;
        }
        while (i > 0 && r.place[0] - i < 12 && (Glyphs.latin(r.text.at(i - 1)) || r.text.at(i - 1) == '-')) {
            i--;
        }
        return r.text.preceded(i, 3, MODEL);
    }

    static boolean isModel(FoldedText text, int at) {
        return text.preceded(at, 3, MODEL);
    }

    /** A currency before, or a unit after. */
    static boolean isAmount(FoldedText text, int start, int end) {
        int i = start;
        while (text.at(i - 1) == ' ' && start - i < 2) {
            i--;
        }
        char before = text.at(i - 1);
        if (before == '¥' || before == '￥' || before == '$' || before == '€' || before == '£') {
            return true;
        }
        char after = text.at(end);
        if (after == '元' || after == '万') {
            char next = text.at(end + 1);
            return !(after == '元' && (next == '旦' || next == '宵')) && !(after == '万' && (next == '一' || next == '分'));
        }
        return after == '块' || after == '亿' || after == '%';
    }

    /** A number is followed by what is counted. */
    static boolean isCounted(FoldedText text, int end) {
        int i = text.at(end) == ' ' ? end + 1 : end;
        char c = text.at(i);
        return c != 0 && UNITS.indexOf(c) >= 0;
    }

    /** A country code belongs to the number after it: +86, (+86), 86-. */
    static int countryCode(FoldedText text, int at) {
        int i = at;
        int gap = 0;
        while (gap < 2 && (text.at(i - 1) == ' ' || text.at(i - 1) == '-' || text.at(i - 1) == ')')) {
            i--;
            gap++;
        }
        if (text.at(i - 1) == '6' && text.at(i - 2) == '8' && text.at(i - 3) == '+') {
            int start = i - 3;
            return text.at(start - 1) == '(' && gap > 0 ? start - 1 : start;
        }
        return text.at(at - 1) == '+' ? at - 1 : at;
    }

    /** A day as eight digits, or a time as twelve or fourteen. */
    static boolean isDate(String digits) {
        int n = digits.length();
        if (n != 8 && n != 12 && n != 14) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (!Glyphs.digit(digits.charAt(i))) {
                return false;
            }
        }
        int year = Integer.parseInt(digits.substring(0, 4));
        int month = Integer.parseInt(digits.substring(4, 6));
        int day = Integer.parseInt(digits.substring(6, 8));
        return year >= 1900 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }
}
