package io.tidewatch.text.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskerTest {
    private final Masker masker = Masker.withoutKey();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "打我电话13812345678谢谢 | 打我电话[手机号]谢谢 | phone",
                "138 1234 5678 | [手机号] | phone",
                "138-1234-5678 | [手机号] | phone",
                "１３８１２３４５６７８ | [手机号] | phone",
                "+86 13812345678 | [手机号] | phone",
                "8613812345678 | [手机号] | phone",
                "1 3 8 1 2 3 4 5 6 7 8 | [手机号] | phone",
                "一三八一二三四五六七八 | [手机号] | phone",
                "身份证11010519491231002X | 身份证[身份证] | id_card",
                "身份证 110105 19491231 002x | 身份证 [身份证] | id_card",
                "邮箱zhang.san+1@mail.example.com，谢谢 | 邮箱[邮箱]，谢谢 | email",
                "卡号4111 1111 1111 1111退 | 卡号[银行卡]退 | bank_card",
                "卡号6222021234567890128 | 卡号[银行卡] | bank_card",
                "座机0571-88886666 | 座机[座机] | landline",
                "(010)88886666 | [座机] | landline",
                "热线400-820-8820 | 热线[座机] | landline",
                "订单20241111201105 | 订单[order] | order",
                "往来港澳通行证C9876543201过期 | 往来港澳通行证[护照]过期 | passport",
                "回乡卡号：M8765432101 | 回乡卡号：[护照] | passport",
                "港澳居民居住证810000198512120033 | 港澳居民居住证[身份证] | id_card",
                "居住证号是 83000019851212003x | 居住证号是 [身份证] | id_card",
                "外国人永居证：GBR310085121209 | 外国人永居证：[身份证] | id_card",
                "永久居留身份证 FRA110090010112 | 永久居留身份证 [身份证] | id_card",
                "香港身份证A123456(7) | 香港身份证[身份证] | id_card",
                "身份证号110105194912310021 | 身份证号[身份证] | id_card",
                "驾驶证号 330106198001011234 | 驾驶证号 [身份证] | id_card",
                "residence permit no. GBR310085121209 | residence permit no. [身份证] | id_card",
                "车牌浙A12345和粤BD12345 | 车牌[车牌]和[车牌] | plate",
            })
    void shouldReplacePersonalDataByItsKind(String raw, String masked, String kind) {
        // given
        Set<String> kinds = new TreeSet<>();
        // when
        String result = masker.mask(raw, kinds);
        // then
        assertThat(result).isEqualTo(masked);
        assertThat(kinds).isEqualTo(kind.equals("none") ? Set.of() : Set.of(kind));
        assertThat(masker.mask(result, kinds)).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-11-11 20:01:05",
                "Thu Feb 05 09:12:33 +0800 2026",
                "+0530 2025",
                "GMT-0400 2024 / UTC+0000 2026",
                "身份证2026年11月11日过期",
                "居住证20260101到期",
                "护照2026-11-11拿到",
                "通行证刷了3次都不行",
                "身份证扫了100000次",
                "价格1599 1999 2999",
                "11010519491231002A",
                "110105194912310021",
                "卡号4111111111111112",
                "型号A13812345678",
                "12345678901",
                "1381234567",
                "138123456789",
                "@小红书",
                "京东快递",
                "满199减100"
            })
    void shouldLeaveLookAlikesWhenTheyAreNoPersonalData(String raw) {
        // given
        Set<String> kinds = new TreeSet<>();
        // when, then
        assertThat(masker.mask(raw, kinds)).isEqualTo(raw);
        assertThat(kinds).isEmpty();
    }

    @Test
    void shouldFindSeveralInOneText() {
        // given
        Set<String> kinds = new TreeSet<>();
        // when
        String result = masker.mask("我是13812345678 13912345678，邮箱a@b.cn", kinds);
        // then
        assertThat(result).isEqualTo("我是[手机号] [手机号]，邮箱[邮箱]");
        assertThat(kinds).containsExactly("email", "phone");
    }
}
