package io.tidewatch.text.privacy;

import java.util.Set;

/**
 * Addresses as they stand on a parcel, from below the city to the door: 西湖区文三路478号3幢2单元501室. Province and city stay, for
 * they are what complaints are counted by. A street or an estate without a number is none.
 */
final class ChineseAddresses implements PersonalDataFinder {
    /** Streets: a number with 号 follows. */
    static final String ROADS = "路街巷弄道段线";
    /** Estates and buildings: the number of a house, a unit or a room follows. */
    static final String PLACES = "区园城苑府湾厦场里庄村屯寓镇乡社墅居邸坊厂队院楼轩庭阁座峰岛郡校舍堡谷都心组同桥东西南北学塔";

    private static final String[] NO_ROAD = {
        "知道", "报道", "味道", "渠道", "通道", "频道", "难道", "管道", "赛道", "说道", "地道", "人道", "公道", "在路", "半路", "网路", "线路", "思路",
        "套路", "电路", "铁路", "走路", "后路", "上路", "带路", "逛街", "上街", "阶段", "手段", "片段", "时段", "这段", "那段", "在线", "上线", "下线",
        "热线", "专线", "产线", "路线", "无线", "有线", "数据线", "充电线", "视线", "直线", "耳机线", "号线", "高铁线", "快递线", "流水线", "二线", "连线",
        "断线", "掉线", "离线", "干线", "支线"
    };
    private static final String[] NO_PLACE = {
        "这里", "那里", "哪里", "手里", "家里", "心里", "店里", "城里", "公里", "屋里", "夜里", "箱里", "盒里", "袋里", "群里", "里里", "眼里", "嘴里",
        "商城", "官方", "现场", "市场", "立场", "下场", "东西", "地区", "商家", "中心", "关心", "担心", "放心", "用心", "耐心", "小心", "恶心", "粗心",
        "贴心", "不同", "相同", "合同", "共同", "如同", "学校", "医院", "法院", "上楼", "下楼", "部队", "排队", "车队", "团队", "公社", "旅行社", "讲座",
        "插座", "底座", "订座", "首都", "全都", "成都", "广东", "山东", "湖南", "湖北", "河南", "河北", "江西", "广西", "陕西", "山西", "云南", "海南",
        "华东", "华南", "华北", "关东", "一组", "专区", "社区", "景区", "时区", "园区", "厂区", "评论区", "直播间"
    };
    private static final String[] UNITS = {
        "号楼", "号院", "号门", "号房", "栋", "幢", "座", "单元", "室", "弄", "组", "户", "巷", "塔", "支弄", "层", "期", "号"
    };
    private static final String[] SURE_UNITS = {"号楼", "号院", "栋", "幢", "单元", "室", "弄"};
    private static final String NUMERALS = "一二三四五六七八九十百千零〇0123456789";
    private static final String STOP = "在到至住是于往寄送址从了的我你他她它给为说请发去距离叫回有和与或，。、；：！？来们这那要就都也还不没把被让问个收买下";
    /** After 5号: a day of the month. */
    private static final String AFTER_DAY = "到发货收买下才就前后之左右晚早上中凌那的开线店";

    private static final String[] REGIONS = {
        "北京", "上海", "天津", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南",
                "广东", "海南", "四川", "贵州",
        "云南", "陕西", "甘肃", "青海", "台湾", "内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门", "广州", "深圳", "杭州", "南京", "苏州", "成都",
                "武汉", "西安", "长沙", "郑州",
        "青岛", "济南", "宁波", "无锡", "厦门", "福州", "合肥", "昆明", "大连", "沈阳", "长春", "哈尔滨", "石家庄", "太原", "南昌", "南宁", "贵阳", "海口",
                "三亚", "兰州", "西宁", "银川",
        "乌鲁木齐", "拉萨", "呼和浩特", "佛山", "东莞", "珠海", "中山", "惠州", "汕头", "温州", "金华", "绍兴", "嘉兴", "台州", "常州", "南通", "徐州", "扬州",
                "烟台", "潍坊", "临沂", "洛阳",
        "襄阳", "宜昌", "泉州", "漳州", "唐山", "保定", "绵阳", "桂林", "柳州", "台北", "高雄"
    };
    private static final int MAX_BEFORE = 18;
    private static final int MAX_NAME_LENGTH = 6;
    private static final int MAX_BETWEEN = 12;
    private static final int MAX_LENGTH = 80;

    @Override
    public void find(FoldedText text, Set<String> kinds) {
        if (!text.han || (!text.digits && !text.hanDigits)) {
            return;
        }
        int free = 0;
        for (int i = 1; i < text.length; i++) {
            if (!text.concerns(i, Triggers.ADDRESS)) {
                continue;
            }
            char c = text.at(i);
            boolean road = ROADS.indexOf(c) >= 0 && c != 0;
            boolean place = !road && c >= 0x4E00 && PLACES.indexOf(c) >= 0;
            if (!road && !place && !Glyphs.digit(c)) {
                continue;
            }
            int anchor = road || place ? i + 1 : i;
            int door = road || place ? door(text, i, anchor, road) : bareDoor(text, i);
            if (door == 0) {
                continue;
            }
            int end = extended(text, door);
            int start = Math.max(free, road || place ? start(text, i) : i);
            if (road || place) {
                boolean named = i - start >= 1;
                if (!named) {
                    continue;
                }
            }
            text.take(start, end, PersonalDataKind.ADDRESS);
            kinds.add(PersonalDataKind.ADDRESS.wire());
            i = end - 1;
            free = end;
        }
    }

    /** Behind the first number with its unit after a street or an estate, or 0. */
    private static int door(FoldedText text, int last, int at, boolean road) {
        if (excluded(text, last, road ? NO_ROAD : NO_PLACE)) {
            return 0;
        }
        int i = at;
        while (i - at < 3 && (text.at(i) == ' ' || text.at(i) == ',' || text.at(i) == '(' || text.at(i) == '-')) {
            i++;
        }
        if (road
                && (text.at(i) == '东'
                        || text.at(i) == '西'
                        || text.at(i) == '南'
                        || text.at(i) == '北'
                        || text.at(i) == '中')
                && text.at(i + 1) == '段') {
            i += 2;
        }
        i += text.at(i) == '第' ? 1 : 0;
        i += text.has(i, "no.") ? 3 : 0;
        int number = number(text, i);
        if (number == i) {
            return 0;
        }
        int unit = unit(text, number, UNITS);
        boolean sure = unit(text, number, SURE_UNITS) > 0;
        boolean dashed = dashes(text, i) >= (road ? 1 : 2);
        if (dashed) {
            return Math.max(number + unit, dashedEnd(text, i));
        }
        if (unit == 0) {
            boolean room = !road
                    && (text.at(last) == '座' || text.at(last) == '楼' || text.at(last) == '塔')
                    && number - i >= 3
                    && digits(text, i, number)
                    && (Glyphs.latin(text.at(last - 1)) || Glyphs.digit(text.at(last - 1)));
            return room && !Context.isCounted(text, number) ? number : 0;
        }
        if (sure) {
            return number + unit;
        }
        boolean dayOfMonth =
                text.at(number) == '号' && text.at(number + 1) != 0 && AFTER_DAY.indexOf(text.at(number + 1)) >= 0;
        if (text.at(number) == '号' && (text.at(number + 1) == '线' || text.at(number + 1) == '店')) {
            return 0;
        }
        boolean village = text.at(last) == '村'
                || text.at(last) == '镇'
                || text.at(last) == '乡'
                || text.at(last) == '屯'
                || text.at(last) == '庄';
        if (road) {
            return text.at(number) == '期' ? 0 : number + unit;
        }
        if (village) {
            return dayOfMonth || text.at(number) == '期' ? 0 : number + unit;
        }
        if (text.at(number) == '号' && !dayOfMonth && district(text, last)) {
            return number + unit;
        }
        boolean continued = number(text, number + unit) > number + unit;
        return continued && !dayOfMonth && unit(text, number(text, number + unit), UNITS) > 0 ? number + unit : 0;
    }

    /** Whether a district or a street is named close before a place. */
    private static boolean district(FoldedText text, int last) {
        for (int i = last - 1; i > 0 && last - i < 9 && Glyphs.han(text.at(i)) && STOP.indexOf(text.at(i)) < 0; i--) {
            char c = text.at(i);
            if ((c == '区' || c == '县' || c == '镇' || c == '乡') && !excluded(text, i, NO_PLACE)) {
                return true;
            }
        }
        return false;
    }

    /** 3栋2单元501: two numbers with units name a door by themselves. */
    private static int bareDoor(FoldedText text, int at) {
        if (text.digit(at - 1) >= 0 || Glyphs.latin(text.at(at - 1))) {
            return 0;
        }
        int number = number(text, at);
        int unit = unit(text, number, SURE_UNITS);
        if (unit == 0 || number - at > 4) {
            return 0;
        }
        int next = number + unit;
        int second = number(text, next);
        if (second == next) {
            return 0;
        }
        int more = unit(text, second, UNITS);
        return more > 0 || second - next >= 3 ? second + more : 0;
    }

    private static boolean excluded(FoldedText text, int last, String[] words) {
        if (text.at(last - 1) == '一' && ROADS.indexOf(text.at(last)) >= 0) {
            return "东西南北中环山".indexOf(text.at(last - 2)) < 0;
        }
        for (String w : words) {
            if (w.charAt(w.length() - 1) == text.at(last) && text.has(last - w.length() + 1, w)) {
                return true;
            }
        }
        return false;
    }

    /** Behind a number of at most six digits, Arabic or Han, with a letter before or after it. */
    private static int number(FoldedText text, int at) {
        int i = at;
        if (Glyphs.latin(text.at(i)) && !Glyphs.latin(text.at(i + 1)) && !Glyphs.latin(text.at(i - 1))) {
            i++;
            i += text.at(i) == '-' ? 1 : 0;
        }
        int digits = i;
        while (i - digits < 6 && text.at(i) != 0 && NUMERALS.indexOf(text.at(i)) >= 0) {
            i++;
        }
        if (i == digits) {
            return i > at && unit(text, i, UNITS) > 0 ? i : at;
        }
        if (Glyphs.digit(text.at(i))) {
            return at;
        }
        if (Glyphs.latin(text.at(i)) && !Glyphs.latin(text.at(i + 1))) {
            i++;
        }
        if (text.at(i) == '-' && Glyphs.digit(text.at(i + 1)) && unit(text, i + 2, UNITS) > 0) {
            i += 2;
        }
        return i;
    }

    private static boolean digits(FoldedText text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Glyphs.digit(text.at(i))) {
                return false;
            }
        }
        return true;
    }

    private static int unit(FoldedText text, int at, String[] units) {
        int space = text.at(at) == ' ' ? 1 : 0;
        for (String u : units) {
            if (text.has(at + space, u)) {
                return u.length() + space;
            }
        }
        return 0;
    }

    /** Dashes between short numbers: 12-3-501. */
    private static int dashes(FoldedText text, int at) {
        int dashes = 0;
        int i = at;
        int group = 0;
        while (i - at < 20) {
            if (Glyphs.digit(text.at(i)) || (group == 0 && Glyphs.latin(text.at(i)))) {
                group++;
            } else if ((text.at(i) == '-' || text.at(i) == '#')
                    && group > 0
                    && group <= 4
                    && Glyphs.digit(text.at(i + 1))) {
                dashes++;
                group = 0;
            } else {
                break;
            }
            i++;
        }
        return group <= 4 ? dashes : 0;
    }

    private static int dashedEnd(FoldedText text, int at) {
        int i = at;
        while (Glyphs.digit(text.at(i))
                || Glyphs.latin(text.at(i))
                || ((text.at(i) == '-' || text.at(i) == '#') && Glyphs.digit(text.at(i + 1)))) {
            i++;
        }
        return i;
    }

    /** Goes on over further numbers with units, letters of towers, names of estates before them, and rooms. */
    private static int extended(FoldedText text, int door) {
        int end = door;
        while (end - door < MAX_LENGTH) {
            int i = end;
            while (i - end < 2
                    && (text.at(i) == ' '
                            || text.at(i) == ','
                            || text.at(i) == '-'
                            || text.at(i) == '('
                            || text.at(i) == ')'
                            || text.at(i) == '#'
                            || text.at(i) == '、')) {
                i++;
            }
            i += text.at(i) == '第' || text.at(i) == '附' ? 1 : 0;
            int number = number(text, i);
            if (number > i) {
                int unit = unit(text, number, UNITS);
                boolean room = unit == 0
                        && number - i >= 2
                        && number - i <= 5
                        && !Context.isCounted(text, number)
                        && text.at(number) != ':'
                        && text.at(number) != '-';
                if (unit > 0 && !(text.at(number) == '号' && day(text, number)) || (room && text.at(i - 1) != '、')) {
                    end = number + unit;
                    continue;
                }
            }
            int more = betweenAndDoor(text, i);
            if (more == 0) {
                return end;
            }
            end = more;
        }
        return end;
    }

    private static boolean day(FoldedText text, int at) {
        return text.at(at + 1) != 0 && AFTER_DAY.indexOf(text.at(at + 1)) >= 0;
    }

    /** Behind the next number with its unit when only the name of an estate stands before it, or 0. */
    private static int betweenAndDoor(FoldedText text, int at) {
        for (int i = at; i - at < MAX_BETWEEN; i++) {
            char c = text.at(i);
            boolean tower = Glyphs.latin(c) && Glyphs.han(text.at(i + 1)) && PLACES.indexOf(text.at(i + 1)) >= 0;
            if (!Glyphs.han(c) && !tower) {
                return 0;
            }
            if (STOP.indexOf(c) >= 0) {
                return 0;
            }
            if (i > at && PLACES.indexOf(c) >= 0) {
                int number = number(text, i + 1);
                int unit = number > i + 1 ? unit(text, number, UNITS) : 0;
                if (unit > 0) {
                    return number + unit;
                }
                if (dashes(text, i + 1) > 0) {
                    return dashedEnd(text, i + 1);
                }
                if (number - i > 3 && digits(text, i + 1, number)) {
                    return number;
                }
            }
        }
        return 0;
    }

    /** Where the address starts that has a street or an estate ending at a place: below the city. */
    private static int start(FoldedText text, int last) {
        int i = last;
        int named = -1;
        while (i > 0 && last - i < MAX_BEFORE) {
            char c = text.at(i - 1);
            boolean gap = (c == ' ' || c == '-' || c == ',') && Glyphs.han(text.at(i - 2)) && below(text.at(i - 2));
            if (gap) {
                named = i - 1;
                i--;
                continue;
            }
            if (!Glyphs.han(c) && !(Glyphs.digit(c) || Glyphs.latin(c)) || STOP.indexOf(c) >= 0 || above(text, i - 1)) {
                break;
            }
            if (below(c) && i - 1 < last) {
                named = i - 1;
            }
            i--;
        }
        int start = i;
        if (named < 0) {
            start = Math.max(start, last - MAX_NAME_LENGTH);
        } else {
            start = Math.max(start, named - 5);
        }
        while (start < last && !Glyphs.han(text.at(start))) {
            start++;
        }
        return belowRegions(text, i, start, last);
    }

    /** Behind provinces and cities that are named without 省 and 市. */
    private static int belowRegions(FoldedText text, int from, int start, int last) {
        int i = from;
        while (i + 2 < last) {
            boolean region = false;
            for (String r : REGIONS) {
                if (!region && text.has(i, r) && i + r.length() < last) {
                    i += r.length();
                    region = true;
                }
            }
            if (!region) {
                break;
            }
        }
        return i == from ? start : Math.max(i, start);
    }

    /** Ends the name of a province or a city. */
    private static boolean above(FoldedText text, int i) {
        char c = text.at(i);
        return c == '市' && "府民政场".indexOf(text.at(i + 1)) < 0 && text.at(i - 1) != '城' && text.at(i - 1) != '超'
                || c == '省'
                || text.has(i - 2, "自治区")
                || text.has(i - 2, "自治州");
    }

    private static boolean below(char c) {
        return c == '区' || c == '县' || c == '镇' || c == '乡' || c == '旗' || c == '道' || c == '村' || c == '路' || c == '街';
    }
}
