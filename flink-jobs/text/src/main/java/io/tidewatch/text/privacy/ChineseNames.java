package io.tidewatch.text.privacy;

import java.util.Set;

/** Names of persons behind words that announce one (我叫, 姓名, 收件人, 免贵姓) and before 先生, 女士 and their like. */
final class ChineseNames implements PersonalDataFinder {
    static final String[] FORMS = {"先生", "女士", "小姐", "太太"};
    static final String[] LABELS = {
        "姓名", "收件人", "收货人", "收件方", "联系人", "寄件人", "发件人", "签收人", "持卡人", "开户人", "开户名", "户名", "户主", "机主", "乘客", "预订人",
                "预定人", "入住人", "申请人",
        "投诉人", "受理人", "经办人", "车主", "本人", "称呼", "名字", "下单人", "订货人", "提货人", "取件人", "购买人", "报修人", "患者", "被保人", "投保人",
                "客户名", "真名", "实名"
    };
    private static final String AFTER_LABEL = " 是为叫:=-(（[【]】“\"'\n";
    private static final String[] TITLES = {
        "先生", "女士", "小姐", "太太", "师傅", "老师", "经理", "医生", "同学", "店长", "主任", "总监", "阿姨", "大姐", "大哥", "老板", "大爷", "大妈",
        "奶奶", "爷爷", "律师"
    };
    /** What may follow a name without being part of it. */
    private static final String NOT_GIVEN =
            "的是说在和已收你我他她请吗呢啊呀了不打要买退来投电手地住联有没就也都下上从到跟与给还被把对为因所但这那先女小太哦吧嘛，。去做想会能可订快于单号本今昨前后";

    /** Labels that are also said of people without naming them. */
    private static final Set<String> NOUNS = Set.of("本人", "名字", "称呼", "车主", "机主", "乘客", "患者", "户主");

    private static final String NEVER_GIVEN = "了的是吗呢啊吧呀着过们";

    private static final String[] FORMER = {"我叫", "名叫", "名字叫", "我的名字是", "本名", "姓名叫", "我名字叫"};

    /** Words that begin like a name, for those who have no dictionary. */
    private static final Set<String> NO_NAMES = Set.of(
            "谢谢", "包裹", "包邮", "包装", "高兴", "方便", "方式", "方法", "方面", "安排", "安全", "安装", "成功", "经常", "经理", "马上", "时间", "时候",
            "解决", "解释", "应该", "关于", "关系", "全部", "任何", "明天", "明显", "平台", "平时", "支付", "支持", "黄金", "花钱", "金额", "单号", "后来",
            "后面", "何时", "温馨", "白天", "石头", "师傅", "曾经", "常用", "万一", "车主", "路上", "计划", "简单", "强烈", "项目", "满意", "和平", "水果",
            "文件", "武汉", "江苏", "江西", "安徽", "云南", "广州", "温州", "信息", "连接", "从来", "于是", "易碎", "房间", "商家", "商品", "米粉", "计算",
            "相关", "相信", "初次", "党员", "农村", "司机", "管理", "苏州", "郑州", "杭州", "常州", "福州", "贵州", "通知", "卫生", "冷链", "能不能",
            "别人");

    private final CommonWords words;

    ChineseNames(CommonWords words) {
        this.words = words;
    }

    @Override
    public void find(FoldedText text, Set<String> kinds) {
        if (!text.han) {
            return;
        }
        boolean any = false;
        int read = text.concerns(Triggers.NAME) ? text.length : 0;
        for (int i = 0; i < read; i++) {
            if (!text.concerns(i, Triggers.NAME)) {
                continue;
            }
            switch (text.at(i)) {
                case '先':
                case '女':
                case '小':
                case '太':
                    any |= beforeForm(text, i);
                    break;
                case '姓':
                    any |= afterSurnameWord(text, i);
                    break;
                case '叫':
                    any |= afterCalled(text, i);
                    break;
                case '是':
                    any |= afterAm(text, i);
                    break;
                default:
                    break;
            }
            any |= afterLabel(text, i);
        }
        any |= besideOthers(text);
        if (any) {
            kinds.add(PersonalDataKind.NAME.wire());
        }
    }

    private boolean beforeForm(FoldedText text, int i) {
        boolean form = false;
        for (String f : FORMS) {
            form |= text.has(i, f);
        }
        if (!form || !Glyphs.han(text.at(i - 1))) {
            return false;
        }
        for (int n = 4; n >= 1; n--) {
            int start = i - n;
            int surname = Glyphs.han(text.at(start)) ? Surnames.at(text, start) : 0;
            if (surname == 0 || n > surname + 2 || (surname == 2 && n < 2)) {
                continue;
            }
            if (n > 1 && n > surname && !plausible(text, start, i)) {
                continue;
            }
            if (n == 1 && text.has(i, "小姐") && text.at(start) == '空') {
                return false;
            }
            return take(text, start, i);
        }
        return false;
    }

    /** 我姓张, 免贵姓欧阳. */
    private boolean afterSurnameWord(FoldedText text, int i) {
        char before = text.at(i - 1);
        if (before == '百' || before == '同' || before == '异' || text.at(i + 1) == '名') {
            return false;
        }
        int at = i + 1;
        while (at - i < 3 && (text.at(at) == ':' || text.at(at) == ' ' || text.at(at) == '是')) {
            at++;
        }
        int surname = Surnames.at(text, at);
        if (surname == 0) {
            return false;
        }
        int end = at + surname;
        for (int given = 1; given <= 2; given++) {
            if (!ends(text, at + surname)
                    && ends(text, at + surname + given)
                    && plausible(text, at, at + surname + given)) {
                end = at + surname + given;
                break;
            }
        }
        return take(text, at, end);
    }

    private boolean afterCalled(FoldedText text, int i) {
        boolean introduced = false;
        for (String f : FORMER) {
            introduced |= text.has(i + 1 - f.length(), f);
        }
        introduced |=
                text.has(i - 2, "本人叫") || text.has(i - 2, "孩子叫") || text.has(i - 2, "老公叫") || text.has(i - 2, "老婆叫");
        int at = i + 1;
        if (text.at(at) == ':' || text.at(at) == ' ' || text.at(at) == '做') {
            at++;
        }
        return name(text, at, introduced ? 2 : 1);
    }

    private boolean afterAm(FoldedText text, int i) {
        char before = text.at(i - 1);
        boolean introduced = before == '我' || (before == '人' && text.at(i - 2) == '本');
        return introduced && name(text, text.at(i + 1) == ' ' ? i + 2 : i + 1, 0);
    }

    private boolean afterLabel(FoldedText text, int i) {
        char c = text.at(i);
        if (c < 0x4E00) {
            return false;
        }
        for (String label : LABELS) {
            if (label.charAt(0) == c && text.has(i, label)) {
                int at = i + label.length();
                boolean parted = false;
                while (at - i < 8 && text.at(at) != 0 && AFTER_LABEL.indexOf(text.at(at)) >= 0) {
                    parted |= text.at(at) == ':'
                            || text.at(at) == '='
                            || text.at(at) == '是'
                            || text.at(at) == '叫'
                            || text.at(at) == '为';
                    at++;
                }
                return labelled(text, at, parted, label);
            }
        }
        return false;
    }

    /** Behind 姓名: even a rare surname is one when nothing but two to four characters stands there. */
    private boolean labelled(FoldedText text, int at, boolean parted, String label) {
        boolean loose = parted || !NOUNS.contains(label);
        if (name(text, at, loose ? 2 : 1)) {
            return true;
        }
        int n = 0;
        while (n < 5 && Glyphs.han(text.at(at + n))) {
            n++;
        }
        boolean sure = parted && n >= 2 && n <= 3 && ends(text, at + n) && text.at(at - 1) == ':';
        if (!sure) {
            return false;
        }
        String name = text.text(at, at + n);
        boolean word = Surnames.at(text, at) > 0 ? NO_NAMES.contains(name) : isWord(name);
        return !word && take(text, at, at + n);
    }

    /**
     * Takes the name at a place.
     *
     * @param trust 0: only when what follows ends a clause; 1: also when a word that no name goes on with follows; 2:
     *     also in running text
     */
    private boolean name(FoldedText text, int at, int trust) {
        int surname = Surnames.at(text, at);
        if (surname == 0) {
            return false;
        }
        int after = at + surname;
        for (String t : TITLES) {
            if (text.has(after, t)) {
                return take(text, at, after);
            }
        }
        for (int given = 1; given <= 2; given++) {
            int end = after + given;
            if (Glyphs.han(text.at(end - 1)) && ends(text, end)) {
                return plausible(text, at, end) && take(text, at, end);
            }
            if (!Glyphs.han(text.at(end - 1))) {
                return false;
            }
        }
        if (trust == 0
                || isWord(text.text(at, Math.min(text.length, at + 2)))
                || isWord(text.text(at, Math.min(text.length, at + 3)))) {
            return trust > 0 && surname == 2 && take(text, at, after + 1);
        }
        int end = goesOn(text, after + 1) ? after + 1 : goesOn(text, after + 2) ? after + 2 : 0;
        if (end == 0 && trust < 2) {
            return false;
        }
        end = end == 0 ? after + 2 : end;
        return plausible(text, at, end) && take(text, at, end);
    }

    /** A clause goes on here with something that is no part of a name. */
    private static boolean goesOn(FoldedText text, int at) {
        char c = text.at(at);
        return !Glyphs.han(c) || NOT_GIVEN.indexOf(c) >= 0;
    }

    private static boolean ends(FoldedText text, int at) {
        char c = text.at(at);
        return !Glyphs.han(c);
    }

    private boolean plausible(FoldedText text, int from, int to) {
        int surname = Surnames.at(text, from);
        for (int i = from + surname; i < to; i++) {
            char c = text.at(i);
            if (!Glyphs.han(c) || NEVER_GIVEN.indexOf(c) >= 0 || (Glyphs.hanDigit(c) >= 0 && to - from > 3)) {
                return false;
            }
        }
        String name = text.text(from, to);
        return !isWord(name) && !(to - from == 3 && surname == 1 && wordInside(name));
    }

    private boolean isWord(String word) {
        return NO_NAMES.contains(word) || words.contains(word);
    }

    private boolean wordInside(String name) {
        return isWord(name.substring(0, 2)) && isWord(name.substring(1));
    }

    /** In an address label: two or three characters alone beside a number or an address that was found. */
    private boolean besideOthers(FoldedText text) {
        boolean any = false;
        for (int i = 0; i < text.length && text.anyTaken(); i++) {
            if (!text.isTaken(i)) {
                continue;
            }
            any |= before(text, i);
            any |= after(text, i + 1);
        }
        return any;
    }

    private boolean before(FoldedText text, int taken) {
        int end = taken;
        while (taken - end < 2 && parting(text.at(end - 1))) {
            end--;
        }
        int start = end;
        while (end - start < 5 && Glyphs.han(text.at(start - 1))) {
            start--;
        }
        return end < taken
                && (start == 0 || parting(text.at(start - 1)) || text.at(start - 1) == ':')
                && alone(text, start, end);
    }

    private boolean after(FoldedText text, int taken) {
        int start = taken;
        while (start - taken < 2 && parting(text.at(start))) {
            start++;
        }
        int end = start;
        while (end - start < 5 && Glyphs.han(text.at(end))) {
            end++;
        }
        if (end - start > 2 && text.at(end - 1) == '收') {
            return alone(text, start, end - 1);
        }
        return start > taken && (text.at(end) == 0 || parting(text.at(end))) && alone(text, start, end);
    }

    private boolean alone(FoldedText text, int start, int end) {
        int surname = end - start >= 2 ? Surnames.at(text, start) : 0;
        return surname > 0
                && end - start > surname
                && end - start <= surname + 2
                && plausible(text, start, end)
                && NOT_GIVEN.indexOf(text.at(end - 1)) < 0
                && take(text, start, end);
    }

    private static boolean parting(char c) {
        return c == ' ' || c == ',' || c == '，' || c == '、' || c == ';' || c == '/' || c == '|' || c == '\n';
    }

    private static boolean take(FoldedText text, int from, int to) {
        text.take(from, to, PersonalDataKind.NAME);
        return true;
    }
}
