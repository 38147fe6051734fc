package io.tidewatch.text.privacy;

import java.util.Random;

/** Invented identifiers with right check digits. */
final class InventedPerson {
    private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String[] REGIONS = {
        "110105", "310104", "440305", "330106", "510107", "420111", "120103", "610113", "350203", "230102", "650102",
        "540102"
    };
    private static final String[] CARDS = {
        "622202", "621700", "622848", "621661", "621226", "625912", "436742", "455880", "524094", "542418", "601382",
        "356827", "620058"
    };
    private static final String[] BIG_CITIES = {"010", "021", "022", "023", "024", "025", "027", "028", "029", "020"};
    private static final String[] AREAS = {
        "0571", "0755", "0512", "0379", "0451", "0592", "0898", "0991", "0574", "0769"
    };
    private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    private static final String PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String SURNAMES =
            "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
    private static final String[] COMPOUND = {"欧阳", "司马", "上官", "诸葛", "司徒", "慕容", "皇甫", "令狐", "尉迟", "端木"};
    private static final String GIVEN =
            "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建国志文海波宁福生龙元全胜学祥才发成康星天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘晓晴雨欣怡佳琪梦瑶雪婷慧莹";
    private static final String[] ENGLISH_FIRST = {
        "James",
        "Mary",
        "Robert",
        "Linda",
        "Michael",
        "Susan",
        "David",
        "Karen",
        "Daniel",
        "Nancy",
        "Kevin",
        "Emily",
        "Brian",
        "Olivia",
        "Jason",
        "Hannah",
        "Wei",
        "Xiaoming",
        "Lihua",
        "Jing"
    };
    private static final String[] ENGLISH_LAST = {
        "Smith",
        "Johnson",
        "Williams",
        "Brown",
        "Jones",
        "Miller",
        "Davis",
        "Wilson",
        "Anderson",
        "Taylor",
        "Thompson",
        "O'Neil",
        "Clarke",
        "Walker",
        "Zhang",
        "Wang",
        "Chen",
        "Liu",
        "Huang",
        "Ouyang"
    };
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz";

    private final Random random;

    InventedPerson(Random random) {
        this.random = random;
    }

    String mobile() {
        String[] starts = {"13", "14", "15", "16", "17", "18", "19"};
        return one(starts) + digits(9);
    }

    String landline() {
        return random.nextBoolean()
                ? one(BIG_CITIES) + "-" + local() + digits(7)
                : one(AREAS) + "-" + local() + digits(random.nextBoolean() ? 6 : 7);
    }

    String hotline() {
        return (random.nextBoolean() ? "400" : "800") + digits(7);
    }

    private char local() {
        return (char) ('2' + random.nextInt(7));
    }

    String idCard() {
        StringBuilder b = new StringBuilder(18).append(one(REGIONS)).append(1940 + random.nextInt(75));
        b.append(two(1 + random.nextInt(12)))
                .append(two(1 + random.nextInt(28)))
                .append(digits(3));
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (b.charAt(i) - '0') * ID_WEIGHTS[i];
        }
        return b.append("10X98765432".charAt(sum % 11)).toString();
    }

    String oldIdCard() {
        return one(REGIONS)
                + two(40 + random.nextInt(55))
                + two(1 + random.nextInt(12))
                + two(1 + random.nextInt(28))
                + two(random.nextInt(100))
                + (1 + random.nextInt(9));
    }

    String bankCard() {
        String start = one(CARDS);
        int length = start.startsWith("62") ? 16 + 3 * random.nextInt(2) : 16;
        String body = start + digits(length - 1 - start.length());
        return body + luhn(body);
    }

    private static int luhn(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int d = body.charAt(body.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? d * 2 : d;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return (10 - sum % 10) % 10;
    }

    String passport() {
        switch (random.nextInt(3)) {
            case 0:
                return "E" + digits(8);
            case 1:
                return "G" + digits(8);
            default:
                return "E" + PLATE_LETTERS.charAt(random.nextInt(PLATE_LETTERS.length())) + digits(7);
        }
    }

    String mail() {
        String[] hosts = {
            "163.com",
            "qq.com",
            "gmail.com",
            "126.com",
            "outlook.com",
            "example.com.cn",
            "mail.sina.cn",
            "my-firm.co.uk",
            "foxmail.com"
        };
        String[] names = {"lily", "wang.wei", "chen_mm", "leo", "zhang-san", "xiaoyu+shop", "Tony.Li", "fan99"};
        return one(names) + random.nextInt(10_000) + "@" + one(hosts);
    }

    String plate() {
        String start =
                "" + PROVINCES.charAt(random.nextInt(PROVINCES.length())) + PLATE_LETTERS.charAt(random.nextInt(22));
        switch (random.nextInt(4)) {
            case 0:
                return start + (random.nextBoolean() ? "D" : "F") + digits(5);
            case 1:
                return start + digits(3) + PLATE_LETTERS.charAt(random.nextInt(20)) + digits(1);
            case 2:
                return start + PLATE_LETTERS.charAt(random.nextInt(20)) + digits(4);
            default:
                return start + digits(5);
        }
    }

    String wechat() {
        switch (random.nextInt(4)) {
            case 0:
                return letters(5) + digits(4);
            case 1:
                return letters(4) + "_" + letters(3) + digits(2);
            case 2:
                return letters(3) + "-" + digits(5);
            default:
                return letters(2) + digits(6);
        }
    }

    String qq() {
        return (1 + random.nextInt(9)) + digits(5 + random.nextInt(5));
    }

    String order() {
        switch (random.nextInt(4)) {
            case 0:
                return "3" + digits(14);
            case 1:
                return "20261111" + digits(10);
            case 2:
                return (1 + random.nextInt(9)) + digits(17);
            default:
                return "DD" + digits(12);
        }
    }

    String parcel() {
        switch (random.nextInt(6)) {
            case 0:
                return "SF" + digits(13);
            case 1:
                return "YT" + digits(13);
            case 2:
                return "JDVA" + digits(11);
            case 3:
                return "ZTO" + digits(12);
            case 4:
                return "JT" + digits(13);
            default:
                return "EA" + digits(9) + "CN";
        }
    }

    String name() {
        String surname = random.nextInt(8) == 0 ? one(COMPOUND) : one(SURNAMES);
        return surname + given() + (random.nextInt(3) == 0 ? "" : given());
    }

    String surname() {
        return random.nextInt(8) == 0 ? one(COMPOUND) : one(SURNAMES);
    }

    private String given() {
        return one(GIVEN);
    }

    String englishName() {
        return one(ENGLISH_FIRST) + " " + one(ENGLISH_LAST);
    }

    String englishLast() {
        return one(ENGLISH_LAST);
    }

    /** Below the city: what must not be seen. */
    String street() {
        String[] districts = {
            "南山区", "朝阳区", "西湖区", "浦东新区", "武侯区", "江岸区", "鼓楼区", "天河区", "余杭区", "昌平区回龙观镇", "吴中区木渎镇", "萧山区", "高新区", "雁塔区",
            "思明区"
        };
        String[] roads = {
            "科技园路", "建国路", "文三路", "人民南路", "中山东一路", "解放大道", "长江西路", "南京西路", "学院路", "和平路", "幸福大街", "珞喻路", "天府大道北段",
            "延安中路", "北四环东路", "深南大道", "东风巷", "富民街", "新华里", "龙昆北路"
        };
        String[] estates = {"万科城市花园", "阳光小区", "翠苑", "金色家园", "碧桂园", "绿地中央广场", "恒大名都", "保利花园", "世纪城", "华润大厦"};
        String[] villages = {"李家村", "王庄村", "红旗村", "大柳树村", "张家屯"};
        String d = one(districts);
        switch (random.nextInt(10)) {
            case 0:
                return d + one(roads) + n(300) + "号" + n(20) + "栋" + n(5) + "单元" + n(30) + "0" + n(4) + "室";
            case 1:
                return d + one(roads) + n(300) + "号院" + n(9) + "号楼" + n(5) + "单元" + n(20) + "0" + n(4);
            case 2:
                return d + one(roads) + n(300) + "号" + (char) ('A' + random.nextInt(4)) + "座" + n(30) + "0" + n(9);
            case 3:
                return d + one(estates) + n(20) + "栋" + n(5) + "单元" + n(20) + "0" + n(4) + "室";
            case 4:
                return d + one(roads) + n(900) + "弄" + n(60) + "号" + n(6) + "0" + n(4) + "室";
            case 5:
                return d + one(roads) + n(300) + "号" + one(estates) + n(20) + "幢" + n(20) + "0" + n(4);
            case 6:
                return "清河县" + one(new String[] {"城关镇", "黄集乡", "马头镇"}) + one(villages) + n(20) + "组" + n(90) + "号";
            case 7:
                return one(new String[] {"松陵镇", "横店镇", "大营镇"}) + one(villages) + n(30) + "组";
            case 8:
                return d + one(roads) + n(300) + "号";
            default:
                return d + one(estates) + n(20) + "-" + n(4) + "-" + n(20) + "0" + n(4);
        }
    }

    String city() {
        String[] cities = {"广东省深圳市", "浙江省杭州市", "北京市", "上海市", "四川省成都市", "湖北省武汉市", "江苏省苏州市", "陕西省西安市", ""};
        return one(cities);
    }

    String englishStreet() {
        String[] names = {
            "Jianguo", "Main", "Nanjing West", "Maple", "King's", "Huaihai Middle", "Queen Victoria", "Oak", "Zhongshan"
        };
        String[] kinds = {"Road", "Street", "Avenue", "Lane", "Rd", "Ave", "Boulevard"};
        String base = n(900) + " " + one(names) + " " + one(kinds);
        switch (random.nextInt(4)) {
            case 0:
                return "Room " + n(9) + "0" + n(9) + ", Building " + n(9) + ", " + base;
            case 1:
                return base + ", Apt " + n(30);
            case 2:
                return "No. " + base;
            default:
                return base;
        }
    }

    private int n(int most) {
        return 1 + random.nextInt(most);
    }

    String letters(int n) {
        StringBuilder b = new StringBuilder(n);
        for (int i = 0; i < n; i++) {
            b.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return b.toString();
    }

    String digits(int n) {
        StringBuilder b = new StringBuilder(n);
        for (int i = 0; i < n; i++) {
            b.append((char) ('0' + random.nextInt(10)));
        }
        return b.toString();
    }

    static String two(int n) {
        return n < 10 ? "0" + n : Integer.toString(n);
    }

    private String one(String characters) {
        int i = random.nextInt(characters.length());
        return characters.substring(i, i + 1);
    }

    private String one(String[] words) {
        return words[random.nextInt(words.length)];
    }
}
