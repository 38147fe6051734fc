package io.tidewatch.feedback;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The 34 province-level regions of China under their short names, 海外 for abroad, and {@code unknown}. */
public final class Regions {
    public static final String OVERSEAS = "海外";
    public static final String UNKNOWN = "unknown";

    private static final int MAX_LENGTH = 40;
    /** Each traditional character of a region's name, and of what sources write around one, and the simplified one behind it. */
    private static final String TRADITIONAL =
            "內内遼辽寧宁龍龙蘇苏廣广東东慶庆貴贵雲云陝陕肅肃臺台灣湾門门蘭兰濟济島岛鄭郑陽阳漢汉長长廈厦連连無无錫锡揚扬溫温紹绍興兴義义蕪芜贛赣煙烟濰潍臨临瀋沈爾尔濱滨烏乌魯鲁齊齐"
                    + "銀银莊庄鄲郸頭头亞亚綿绵區区維维國国發发佈布於于來来屬属歸归華华韓韩羅罗馬马聯联緬缅紐纽壯壮";

    /** What parts the names of a place from those around it. */
    private static final Pattern PARTS = Pattern.compile("[,，/|;·、]|\\s-\\s");

    private static final Map<String, String> ENGLISH = new LinkedHashMap<>();
    private static final Map<String, String> BY_NAME = new HashMap<>();

    static {
        region("北京", "Beijing");
        region("天津", "Tianjin");
        region("河北", "Hebei", "石家庄", "保定", "唐山", "廊坊", "邯郸");
        region("山西", "Shanxi", "太原", "大同");
        region("内蒙古", "Inner Mongolia", "呼和浩特", "包头", "鄂尔多斯", "neimenggu", "nei mongol", "neimongol");
        region("辽宁", "Liaoning", "沈阳", "大连");
        region("吉林", "Jilin", "长春");
        region("黑龙江", "Heilongjiang", "哈尔滨", "大庆");
        region("上海", "Shanghai");
        region("江苏", "Jiangsu", "南京", "苏州", "无锡", "常州", "南通", "徐州", "扬州");
        region("浙江", "Zhejiang", "杭州", "宁波", "温州", "嘉兴", "金华", "义乌", "绍兴", "台州");
        region("安徽", "Anhui", "合肥", "芜湖", "蚌埠");
        region("福建", "Fujian", "福州", "厦门", "泉州");
        region("江西", "Jiangxi", "南昌", "赣州");
        region("山东", "Shandong", "济南", "青岛", "烟台", "潍坊", "临沂");
        region("河南", "Henan", "郑州", "洛阳", "南阳");
        region("湖北", "Hubei", "武汉", "宜昌", "襄阳");
        region("湖南", "Hunan", "长沙", "株洲", "衡阳");
        region("广东", "Guangdong", "广州", "深圳", "东莞", "佛山", "珠海", "惠州", "中山", "canton");
        region("广西", "Guangxi", "guangxizhuang", "南宁", "桂林", "柳州");
        region("海南", "Hainan", "海口", "三亚");
        region("重庆", "Chongqing");
        region("四川", "Sichuan", "成都", "绵阳");
        region("贵州", "Guizhou", "贵阳", "遵义");
        region("云南", "Yunnan", "昆明", "大理");
        region("西藏", "Tibet", "拉萨", "xizang");
        region("陕西", "Shaanxi", "西安", "咸阳");
        region("甘肃", "Gansu", "兰州");
        region("青海", "Qinghai", "西宁");
        region("宁夏", "Ningxia", "ningxiahui", "银川");
        region("新疆", "Xinjiang", "xinjianguygur", "xinjianguyghur", "乌鲁木齐", "喀什");
        region("香港", "Hong Kong", "hongkong", "xianggang", "hk", "hksar");
        region("澳门", "Macao", "macau", "aomen");
        region("台湾", "Taiwan", "台北", "高雄", "台中", "tw");
        ENGLISH.put(OVERSEAS, "Overseas");
        for (String abroad : List.of(
                "海外",
                "国外",
                "境外",
                "其他国家",
                "overseas",
                "abroad",
                "美国",
                "日本",
                "英国",
                "韩国",
                "加拿大",
                "澳大利亚",
                "新加坡",
                "马来西亚",
                "法国",
                "德国",
                "泰国",
                "俄罗斯",
                "新西兰",
                "意大利",
                "西班牙",
                "越南",
                "菲律宾",
                "印度尼西亚",
                "阿联酋",
                "usa",
                "us",
                "unitedstates",
                "japan",
                "uk",
                "unitedkingdom",
                "korea",
                "southkorea",
                "canada",
                "australia",
                "singapore",
                "malaysia",
                "france",
                "germany",
                "thailand")) {
            BY_NAME.put(abroad, OVERSEAS);
        }
        ENGLISH.put(UNKNOWN, "Unknown");
    }

    private Regions() {}

    /** Every region: the 34 short names from north to south, then 海外 and {@code unknown}. */
    public static List<String> all() {
        return List.copyOf(ENGLISH.keySet());
    }

    /** The 34 short names. */
    public static List<String> provinces() {
        return new ArrayList<>(ENGLISH.keySet()).subList(0, ENGLISH.size() - 2);
    }

    /** English display name; the name itself when it is no region. */
    public static String english(String region) {
        return ENGLISH.getOrDefault(region, region);
    }

    /**
     * The short name of what a source calls a region: 浙江省, Zhejiang, {@code 发布于 浙江}, 广西壮族自治区, 杭州.
     *
     * @return one of {@link #all()}; {@code unknown} for anything not recognised, empty or null
     */
    public static String normalise(@Nullable String received) {
        if (received == null || received.isEmpty() || received.length() > MAX_LENGTH) {
            return UNKNOWN;
        }
        if (ENGLISH.containsKey(received)) {
            return received;
        }
        String found = ofName(received);
        return found.equals(UNKNOWN) ? ofParts(received) : found;
    }

    /** Hangzhou, Zhejiang, China: the region that the parts of a name name; unknown when they name several. */
    private static String ofParts(String received) {
        String[] parts = PARTS.split(received);
        if (parts.length == 1) {
            return UNKNOWN;
        }
        Set<String> found = new TreeSet<>();
        for (String part : parts) {
            found.add(ofName(part));
        }
        found.remove(UNKNOWN);
        return found.size() == 1 ? found.iterator().next() : UNKNOWN;
    }

    private static String ofName(String received) {
        String name = plain(received);
        String found = BY_NAME.get(name);
        if (found != null) {
            return found;
        }
        // A longer name begins with the short one: 新疆维吾尔自治区, 广东省深圳市, 香港特别行政区.
        for (int length = Math.min(4, name.length()); length >= 2; length--) {
            found = BY_NAME.get(name.substring(0, length));
            if (found != null && Character.isIdeographic(name.charAt(0))) {
                return found;
            }
        }
        return UNKNOWN;
    }

    /** Lower case, without spaces, marks, and the words that sources put around a name. */
    private static String plain(String received) {
        StringBuilder b = new StringBuilder(received.length());
        for (int i = 0; i < received.length(); i++) {
            char c = received.charAt(i);
            if (Character.isLetter(c)) {
                b.append(simplified(c));
            }
        }
        String name = b.toString().toLowerCase(Locale.ROOT);
        for (String before : List.of("发布于", "发表于", "来自", "ip属地", "ip归属地", "中国", "中华人民共和国", "china")) {
            if (name.startsWith(before) && name.length() > before.length()) {
                name = name.substring(before.length());
            }
        }
        for (String after :
                List.of("province", "municipality", "autonomousregion", "sar", "ar", "city", "china", "sheng", "shi")) {
            if (name.endsWith(after) && BY_NAME.containsKey(name.substring(0, name.length() - after.length()))) {
                name = name.substring(0, name.length() - after.length());
            }
        }
        return name;
    }

    private static char simplified(char c) {
        if (c < 0x4E00) {
            return c;
        }
        for (int i = 0; i < TRADITIONAL.length(); i += 2) {
            if (TRADITIONAL.charAt(i) == c) {
                return TRADITIONAL.charAt(i + 1);
            }
        }
        return c;
    }

    private static void region(String name, String english, String... others) {
        ENGLISH.put(name, english);
        BY_NAME.put(name, name);
        BY_NAME.put(plain(english), name);
        for (String other : others) {
            BY_NAME.put(plain(other), name);
        }
    }
}
