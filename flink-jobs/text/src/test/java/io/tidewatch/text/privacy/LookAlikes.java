package io.tidewatch.text.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that look as if they held personal data and hold none. The same seed gives the same. */
public final class LookAlikes {
    private static final String[] CARRIERS = {
        "%s", "快递五天没动，%s，太慢了", "客服说%s，骗人", "%s 这也叫服务？", "【反馈】%s。", "亲，%s，谢谢😡", "买之前看到%s", "Bought it, %s, not happy"
    };

    private LookAlikes() {}

    public static List<String> of(long seed, int count) {
        Random r = new Random(seed);
        List<String> out = new ArrayList<>(count);
        while (out.size() < count) {
            String carrier = CARRIERS[r.nextInt(CARRIERS.length)];
            out.add(carrier.replace("%s", one(r, out.size())));
        }
        return out;
    }

    private static String one(Random r, int i) {
        String[] kinds = {
            "价格" + n(r, 100, 99_999) + "元",
            "¥" + n(r, 1_000, 199_999) + ".00",
            "一共" + n(r, 10_000, 200_000) + "元",
            "花了1" + n(r, 3_000, 9_999) + "块",
            "2026-11-" + InventedPerson.two(1 + r.nextInt(30)),
            "2026年11月" + n(r, 1, 30) + "日",
            "11月" + n(r, 1, 30) + "号下单",
            "2026-11-11 " + InventedPerson.two(r.nextInt(24)) + ":" + InventedPerson.two(r.nextInt(60)) + ":05",
            "20" + n(r, 10, 27) + "/" + n(r, 1, 12) + "/" + n(r, 1, 28),
            InventedPerson.two(r.nextInt(24)) + ":" + InventedPerson.two(r.nextInt(60)) + "下的单",
            "型号A" + n(r, 1_000, 99_999),
            "iPhone " + n(r, 11, 17) + " Pro Max " + n(r, 1, 9) * 128 + "GB",
            "华为Mate" + n(r, 20, 80),
            "RTX" + n(r, 3_000, 5_090),
            "货号" + n(r, 100_000, 999_999),
            n(r, 2, 500) + "件",
            "评分" + n(r, 1, 5) + "." + n(r, 0, 9),
            n(r, 1, 5) + "/5分",
            "打了12315投诉",
            "拨打110",
            "12306抢票",
            "955" + n(r, 10, 99) + "客服打不通",
            "100" + n(r, 10, 99) + "一直忙线",
            "12345热线",
            "版本" + n(r, 1, 9) + "." + n(r, 0, 20) + "." + n(r, 0, 99),
            "v" + n(r, 1, 9) + "." + n(r, 0, 20) + "." + n(r, 1_000, 9_999),
            "IP 192.168." + n(r, 0, 255) + "." + n(r, 0, 255),
            "满" + n(r, 2, 9) + "00减" + n(r, 10, 99),
            "尺寸" + n(r, 100, 200) + "*" + n(r, 60, 120) + "*" + n(r, 40, 90),
            "重" + n(r, 1, 99) + "." + n(r, 0, 9) + "kg",
            n(r, 3_000, 20_000) + "mAh电池",
            "优惠券" + n(r, 5, 500) + "元",
            "订单满" + n(r, 1, 9) + "00元",
            "订单金额" + n(r, 1_000, 99_999) + "元",
            "等了" + n(r, 2, 30) + "天" + n(r, 1, 23) + "小时",
            "第" + n(r, 1, 200) + "楼说得对",
            "邮编" + n(r, 100_000, 999_999),
            "3号楼太吵".substring(0, 2) + "线地铁站旁",
            "知道" + n(r, 1, 30) + "号才发货",
            "电量从" + n(r, 50, 100) + "%掉到" + n(r, 1, 49) + "%",
            "微信支付" + n(r, 10, 9_999) + "元",
            "微信版本8.0." + n(r, 10, 60),
            "QQ音乐会员",
            "微信转账失败",
            "加微信返现都是骗人的",
            "我是老顾客，",
            "我是黄金会员，",
            "我是安卓用户，",
            "我是第" + n(r, 2, 9) + "次买",
            "我是江西人，",
            "姓名写错了",
            "收件人信息填错了",
            "联系人工客服",
            "联系人方式都没有",
            "老百姓买不起",
            "叫人失望",
            "叫了三次外卖",
            "先生女士们",
            "这位女士很生气",
            "my name was spelled wrong",
            "I am Very Disappointed",
            "I'm waiting for " + n(r, 2, 9) + " days",
            "Dear Customer Service,",
            "waited " + n(r, 10, 90) + " minutes at the store",
            "order total $" + n(r, 100, 9_999) + ".99",
            "ordered " + n(r, 2, 90) + " items on 11/" + n(r, 1, 28) + "/2026",
            "24/7 support is a joke",
            "双11买的，618又降价",
            "中山路店服务差",
            "南京路步行街人太多",
            "小区门口的驿站",
            n(r, 1, 30) + "号到的货",
            "条码69" + n(r, 10_000, 99_999) + n(r, 100_000, 999_999),
            "充值" + n(r, 100, 10_000) + "送" + n(r, 10, 99),
            "温度" + n(r, 20, 40) + "℃",
            "1" + n(r, 30, 99) + "****" + n(r, 1_000, 9_999),
            "尾号" + n(r, 1_000, 9_999),
            "验证码收不到，等了" + n(r, 100, 600) + "秒",
            "一三五限行",
            "三七二十一",
            "一五一十告诉我",
            "京东自营",
            "浙A的牌照限行",
            "川普",
            "粤语客服",
            "1080P和4K",
            "5G网络",
            "USB3.0接口",
            "GB/T 18801-2015标准",
            "110V和220V",
            "13-15天才到",
            "138块8毛",
            "11位数手机号都填不对",
            "13800元的电脑",
            "15000000000元",
            "产品编号" + n(r, 10_000_000, 99_999_999),
            "序列号SN" + n(r, 100_000, 999_999) + "X",
            "周一到周五9:00-18:00",
            "高铁G" + n(r, 1, 9_999) + "次",
            "航班CA" + n(r, 1_000, 9_999)
        };
        return kinds[i % kinds.length];
    }

    private static int n(Random r, int least, int most) {
        return least + r.nextInt(most - least + 1);
    }
}
