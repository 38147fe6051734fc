package io.tidewatch.text.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts with invented personal data of every kind, in many disguises and sentences. The same seed gives the same. */
public final class SecretTexts {
    private static final String[] ZH = {
        "%s",
        "快递五天没动，%s，你们到底管不管",
        "退款三周了还没到！%s 麻烦尽快处理",
        "【投诉】客服态度差，挂我电话。%s。",
        "东西破损严重…%s…要求赔偿",
        "太失望了😡%s😡再也不买了",
        "亲，%s，谢谢",
        "第3次反馈：%s（已等5天）",
        "//@小明: %s #售后#",
        "买了2件，花了1999元，%s",
        "<p>%s</p>",
        "今天下午3点%s晚上8点前给答复"
    };
    private static final String[] EN = {
        "%s",
        "My parcel is 5 days late. %s. Please fix this.",
        "Refund still missing! %s Thanks.",
        "Terrible service, %s, order came broken",
        "Bought 2 items for $199, %s"
    };

    private final Random random;
    private final InventedPerson person;
    private final List<SecretText> out = new ArrayList<>();

    private SecretTexts(long seed) {
        this.random = new Random(seed);
        this.person = new InventedPerson(random);
    }

    /** @param rounds each gives 44 texts */
    public static List<SecretText> of(long seed, int rounds) {
        SecretTexts t = new SecretTexts(seed);
        for (int i = 0; i < rounds; i++) {
            t.round();
        }
        return t.out;
    }

    private void round() {
        for (int i = 0; i < 10; i++) {
            mobile();
        }
        for (int i = 0; i < 3; i++) {
            landline();
            idCard();
            bankCard();
            address();
            name();
            contact();
            order();
        }
        address();
        name();
        name();
        oldIdCard();
        passport();
        passport();
        mail();
        mail();
        plate();
        plate();
        english();
        english();
    }

    private void mobile() {
        String secret = person.mobile();
        Disguise d = pick(Disguise.OF_NUMBERS);
        int[][] cuts = {{3, 7}, {3, 7}, {4, 8}, {3, 6}, {5}, {3, 5, 7, 9}, {4, 7}, {7}, {3}};
        String written = d.apply(secret, random, cuts[random.nextInt(cuts.length)]);
        String how = "mobile " + d;
        if (d == Disguise.NONE || d == Disguise.SPACED || d == Disguise.DASHED) {
            String before = pick("", "", "", "+86", "+86 ", "86-", "0086", "(+86)", "86");
            written = before + written;
            how += " '" + before + "'";
        }
        String pattern = pick(
                "我的电话%s",
                "手机号是%s",
                "打%s找我",
                "联系方式：%s",
                "%s这是我的号码",
                "电话%s一直打不通",
                "call me at %s",
                "tel:%s",
                "TEL%s",
                "手机%s有事说",
                "请回电%s，急",
                "我是%s的机主",
                "（%s）",
                "%s",
                "号码%s和微信同号",
                "预留手机%s，验证码收不到");
        add("phone", how, pattern, written, secret);
    }

    private void landline() {
        String secret = random.nextInt(5) == 0 ? person.hotline() : person.landline();
        String digits = secret.replace("-", "");
        String written;
        if (!secret.contains("-")) {
            written = pick(
                    digits,
                    digits.substring(0, 3) + "-" + digits.substring(3, 6) + "-" + digits.substring(6),
                    digits.substring(0, 3) + " " + digits.substring(3));
        } else {
            int area = secret.indexOf('-');
            String line = secret.substring(area + 1);
            written = pick(
                    secret,
                    digits,
                    "(" + secret.substring(0, area) + ")" + line,
                    "（" + secret.substring(0, area) + "）" + line,
                    secret.replace("-", " "),
                    secret.replace("-", "—"),
                    secret.substring(0, area) + "-" + line.substring(0, 4) + "-" + line.substring(4),
                    secret + "转8012",
                    "+86-" + secret.substring(1),
                    Disguise.FULL_WIDTH.apply(secret, random),
                    Disguise.ZERO_WIDTH.apply(secret, random),
                    Disguise.EACH_SPACED.apply(digits, random));
        }
        add(
                "landline",
                "landline",
                pick("座机%s", "打%s没人接", "公司电话：%s", "家里电话%s", "call %s", "%s这个号码", "固话是%s，白天打"),
                written,
                digits);
    }

    private void idCard() {
        String secret = person.idCard();
        Disguise d = pick(Disguise.LIGHT);
        String written =
                d.apply(random.nextBoolean() ? secret : secret.toLowerCase(java.util.Locale.ROOT), random, 6, 14);
        add(
                "id_card",
                "id " + d,
                pick("身份证%s", "身份证号码：%s", "证件号是%s，实名没过", "id number %s", "%s", "我的身份证是%s请核实", "实名认证(%s)失败"),
                written,
                secret);
    }

    private void oldIdCard() {
        String secret = person.oldIdCard();
        add(
                "id_card",
                "id of fifteen",
                pick("老身份证%s", "身份证号%s", "证件%s办理失败"),
                random.nextBoolean() ? secret : Disguise.FULL_WIDTH.apply(secret, random),
                secret);
    }

    private void bankCard() {
        String secret = person.bankCard();
        Disguise d = pick(Disguise.LIGHT);
        int[] fours = secret.length() > 16 ? new int[] {4, 8, 12, 16} : new int[] {4, 8, 12};
        String written = d.apply(secret, random, random.nextInt(4) == 0 ? new int[] {6} : fours);
        add(
                "bank_card",
                "card " + d,
                pick(
                        "银行卡%s",
                        "卡号：%s",
                        "退到%s这张卡",
                        "工行卡%s扣了两次钱",
                        "my card %s was charged twice",
                        "尾款打到%s",
                        "%s",
                        "建行%s没到账",
                        "ICBC%s"),
                written,
                secret);
    }

    private void passport() {
        String secret = person.passport();
        String written = pick(
                secret,
                secret.toLowerCase(java.util.Locale.ROOT),
                secret.substring(0, 1) + " " + secret.substring(1),
                Disguise.FULL_WIDTH.apply(secret, random),
                Disguise.ZERO_WIDTH.apply(secret, random));
        add(
                "passport",
                "passport",
                pick("护照号%s", "护照%s", "我的护照是%s", "passport no. %s", "护照号码：%s，买不了票"),
                written,
                secret);
    }

    private void mail() {
        String secret = person.mail();
        String written = pick(
                secret,
                secret,
                secret.toUpperCase(java.util.Locale.ROOT),
                secret.replace("@", "＠"),
                secret.replace("@", " @ "),
                secret.replace("@", "(at)"),
                secret.replace("@", "[at]").replace(".com", "[dot]com"),
                Disguise.FULL_WIDTH.apply(secret, random),
                Disguise.ZERO_WIDTH.apply(secret, random),
                "<" + secret + ">");
        add(
                "email",
                "email",
                pick("邮箱%s", "发到%s", "email: %s", "请发票发%s，谢谢", "write to %s please", "%s收不到验证码", "邮箱是%s。"),
                written,
                secret);
    }

    private void plate() {
        String secret = person.plate();
        String written = pick(
                secret,
                secret,
                secret.substring(0, 2) + "·" + secret.substring(2),
                secret.substring(0, 2) + " " + secret.substring(2),
                secret.substring(0, 2) + "-" + secret.substring(2),
                secret.toLowerCase(java.util.Locale.ROOT),
                Disguise.FULL_WIDTH.apply(secret, random),
                secret.substring(0, 2) + "•" + secret.substring(2));
        add(
                "plate",
                "plate",
                pick("车牌%s", "车牌号是%s", "送货车%s撞了我", "配送员开%s的车", "停车费扣了%s的", "我的车%s，在你们店里剐了"),
                written,
                secret);
    }

    private void contact() {
        if (random.nextInt(3) == 0) {
            String secret = person.qq();
            String written = random.nextInt(4) == 0 ? Disguise.FULL_WIDTH.apply(secret, random) : secret;
            add(
                    "qq",
                    "qq",
                    pick("QQ%s", "qq：%s", "扣扣%s", "我的QQ号是%s", "加Q%s", "企鹅号%s", "扣扣号：%s", "QQ群%s"),
                    written,
                    secret);
            return;
        }
        String secret = person.wechat();
        String written = random.nextInt(5) == 0 ? Disguise.ZERO_WIDTH.apply(secret, random) : secret;
        add(
                "wechat",
                "wechat",
                pick(
                        "微信%s",
                        "微信号：%s",
                        "加我微信%s",
                        "vx:%s",
                        "VX %s",
                        "wx：%s",
                        "威信%s",
                        "薇信号%s",
                        "加V：%s",
                        "+v %s",
                        "v信%s",
                        "我的微信是%s",
                        "wechat: %s",
                        "WeChat ID %s",
                        "加薇 %s",
                        "微信（%s）"),
                written,
                secret);
    }

    private void order() {
        if (random.nextBoolean()) {
            String secret = person.parcel();
            String written = pick(
                    secret,
                    secret,
                    secret.toLowerCase(java.util.Locale.ROOT),
                    Disguise.FULL_WIDTH.apply(secret, random),
                    secret.substring(0, 2) + " " + secret.substring(2));
            boolean odd = !written.equals(secret);
            add(
                    "order",
                    "parcel",
                    odd
                            ? pick("快递单号%s", "运单号：%s", "单号是%s", "tracking number %s", "物流单号 %s")
                            : pick("%s三天没动", "快递%s", "单号%s不更新", "包裹%s丢了", "%s where is it", "顺丰%s"),
                    written,
                    secret);
            return;
        }
        String secret = person.order();
        String written = pick(
                secret, secret, Disguise.FULL_WIDTH.apply(secret, random), Disguise.ZERO_WIDTH.apply(secret, random));
        add(
                "order",
                "order",
                pick(
                        "订单号%s",
                        "订单：%s",
                        "订单号是%s",
                        "单号:%s",
                        "订单编号 %s",
                        "order number %s",
                        "order #%s",
                        "Order No. %s",
                        "我的订单%s还没发货",
                        "订单（%s）",
                        "订单号为%s的"),
                written,
                secret);
    }

    private void address() {
        String city = person.city();
        String secret = person.street();
        String written = random.nextInt(6) == 0 ? Disguise.FULL_WIDTH.apply(secret, random) : secret;
        String text = String.format(
                pick(ZH),
                String.format(
                        pick(
                                "地址：%s",
                                "收货地址是%s",
                                "我住在%s",
                                "送到%s了",
                                "寄到%s，别放驿站",
                                "%s",
                                "家住%s",
                                "快递放在%s门口",
                                "到%s上门取件",
                                "收货地址 %s"),
                        city + written));
        out.add(new SecretText(
                "address", "address", text, secret.replaceAll("^.*?[区县镇乡]", ""), city.isEmpty() ? "" : city));
    }

    private void name() {
        String secret = person.name();
        switch (random.nextInt(6)) {
            case 0:
                String surname = person.surname();
                out.add(new SecretText(
                        "name",
                        "surname",
                        String.format(pick(ZH), pick("我姓" + surname, "免贵姓" + surname, "本人姓" + surname + "，")),
                        "姓" + surname,
                        ""));
                break;
            case 1:
                String form = pick("先生", "女士", "小姐");
                out.add(new SecretText(
                        "name",
                        "form",
                        String.format(
                                        pick(ZH),
                                        pick(
                                                "我是%s" + form,
                                                "联系%s" + form,
                                                "%s" + form + "收",
                                                "请找%s" + form,
                                                "%s" + form))
                                .replace("%s", secret),
                        secret,
                        form));
                break;
            case 2:
                out.add(new SecretText(
                        "name",
                        "introduced",
                        String.format(pick(ZH), pick("我叫%s，", "我叫%s", "我的名字叫%s。", "本人%s，", "我是%s，", "我叫%s是老会员"))
                                .replace("%s", secret),
                        secret,
                        ""));
                break;
            default:
                out.add(new SecretText(
                        "name",
                        "label",
                        String.format(
                                        pick(ZH),
                                        pick(
                                                "姓名：%s",
                                                "收件人%s",
                                                "收件人：%s",
                                                "联系人：%s，",
                                                "收货人是%s，",
                                                "身份证姓名%s，",
                                                "姓名 %s ",
                                                "持卡人：%s",
                                                "联系人%s 电话",
                                                "乘客姓名：%s",
                                                "户名：%s。"))
                                .replace("%s", secret),
                        secret,
                        ""));
                break;
        }
    }

    private void english() {
        if (random.nextInt(3) == 0) {
            String secret = person.englishStreet();
            out.add(new SecretText(
                    "address",
                    "english",
                    String.format(pick(EN), pick("deliver to %s", "my address is %s", "I live at %s", "address: %s"))
                            .replace("%s", secret),
                    secret.replaceAll("^.*?(\\d+ [A-Z].*?)(,.*)?$", "$1"),
                    ""));
        } else if (random.nextInt(3) == 0) {
            String secret = person.englishLast();
            out.add(new SecretText(
                    "name",
                    "english form",
                    String.format(pick(EN), pick("Mr. %s", "Mrs %s", "Ms. %s", "Miss %s", "Mr %s"))
                            .replace("%s", secret),
                    secret,
                    ""));
        } else {
            String secret = person.englishName();
            out.add(new SecretText(
                    "name",
                    "english",
                    String.format(
                                    pick(EN),
                                    pick(
                                            "my name is %s",
                                            "My name is %s,",
                                            "I am %s",
                                            "I'm %s",
                                            "this is %s",
                                            "Name: %s",
                                            "recipient: %s",
                                            "Regards,\n%s"))
                            .replace("%s", secret),
                    secret,
                    ""));
        }
    }

    private void add(String kind, String how, String pattern, String written, String secret) {
        boolean english = pattern.charAt(0) < 0x80 && pattern.charAt(0) != '%' && pattern.charAt(0) != '+';
        String text = String.format(english ? pick(EN) : pick(ZH), pattern).replace("%s", written);
        out.add(new SecretText(kind, how + " in '" + pattern + "'", text, secret, ""));
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
