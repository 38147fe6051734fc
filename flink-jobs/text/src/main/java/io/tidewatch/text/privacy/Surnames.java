package io.tidewatch.text.privacy;

import java.util.Set;

/** Chinese surnames that are common enough to be taken for one. */
final class Surnames {
    private static final String SINGLE = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董袁潘蒋蔡余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
            + "傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯"
            + "纪梅童凌毕单裴霍涂成苗谷曲盛冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬"
            + "边卞姬师仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖"
            + "漆巴丰支卿国狄平计索宣晋相初门容云慕从来居竹苍";
    private static final Set<String> DOUBLE = Set.of(
            "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "端木", "百里",
            "轩辕", "闻人", "申屠", "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "太史", "呼延", "钟离", "万俟", "西门", "东郭", "南门", "赫连", "拓跋",
            "纳兰", "完颜", "东野", "乐正", "亓官");

    private static final boolean[] KNOWN = new boolean[1 << 16];

    static {
        for (int i = 0; i < SINGLE.length(); i++) {
            KNOWN[SINGLE.charAt(i)] = true;
        }
    }

    private Surnames() {}

    /** Length of the surname at a place: 0, 1 or 2. */
    static int at(FoldedText text, int i) {
        char c = text.at(i);
        char d = text.at(i + 1);
        if (d != 0 && Glyphs.han(c) && DOUBLE.contains("" + c + d)) {
            return 2;
        }
        return KNOWN[c] ? 1 : 0;
    }
}
