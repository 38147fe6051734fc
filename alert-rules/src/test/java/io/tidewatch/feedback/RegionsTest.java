package io.tidewatch.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionsTest {
    @ParameterizedTest
    @CsvSource({
        "浙江省,浙江",
        "Zhejiang,浙江",
        "zhejiang province,浙江",
        "发布于 浙江,浙江",
        "IP属地：浙江,浙江",
        "浙江省杭州市,浙江",
        "杭州,浙江",
        "北京市,北京",
        "广西壮族自治区,广西",
        "Guangxi Zhuang Autonomous Region,广西",
        "内蒙古自治区,内蒙古",
        "Inner Mongolia,内蒙古",
        "内蒙,unknown",
        "新疆维吾尔自治区,新疆",
        "中国香港,香港",
        "Hong Kong SAR,香港",
        "臺灣,台湾",
        "shaanxi,陕西",
        "Shanxi,山西",
        "美国,海外",
        "海外,海外",
        "黑龙江省,黑龙江",
        "遼寧省,辽宁",
        "黑龍江,黑龙江",
        "廣東省深圳市,广东",
        "重慶,重庆",
        "發佈於 陝西,陕西",
        "內蒙古自治區,内蒙古",
        "臺灣省台北市,台湾",
        "韓國,海外",
        "'Suzhou, Jiangsu, China',江苏",
        "'Jilin Sheng, CN',吉林",
        "Sichuan / Chengdu,四川",
        "People's Republic of China - Hainan,海南",
        "Ningxia Hui A.R.,宁夏",
        "'Springfield, United States',海外",
        "火星,unknown",
        "China,unknown",
        "'Shanxi or Shaanxi',unknown",
        "unknown,unknown"
    })
    void shouldGiveTheShortNameWhenASourceWritesItItsWay(String received, String expected) {
        assertThat(Regions.normalise(received)).isEqualTo(expected);
    }

    @Test
    void shouldListThirtyFourProvincesEachWithAnEnglishNameThatLeadsBack() {
        assertThat(Regions.provinces()).hasSize(34).doesNotHaveDuplicates();
        assertThat(Regions.all()).hasSize(36).endsWith("海外", "unknown");
        for (String region : Regions.provinces()) {
            assertThat(Regions.normalise(Regions.english(region))).isEqualTo(region);
        }
        assertThat(Regions.normalise(null)).isEqualTo("unknown");
        assertThat(Regions.normalise("")).isEqualTo("unknown");
        assertThat(Regions.english("浙江")).isEqualTo("Zhejiang");
    }
}
