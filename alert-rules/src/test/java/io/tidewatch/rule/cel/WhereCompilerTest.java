package io.tidewatch.rule.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhereCompilerTest {
    private final WhereCompiler compiler = new WhereCompiler(RuleFixtures.TAXONOMY);

    private boolean holds(String cel) throws InvalidExpressionException {
        return compiler.compile(cel).test(RuleFixtures.delay());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "complaint",
                "category == 'logistics' && complaint",
                "'logistics.transit_delay' == issue",
                "need == '准时' && base_severity == \"P2\"",
                "sentiment < 0 && sentiment > -1 && confidence >= 0.7",
                "label == 'negative' && grade == 2",
                "grade == 2.0 && grade in [1, 2, 3.0]",
                "sentiment != 0",
                "channel in ['im', 'social']",
                "!(channel in ['im', 'phone'])",
                "!noise && op == 'create' && role == 'customer'",
                "followers >= 100 && followers < 1e3",
                "reposts + comments * 2 > 4 && likes / 2 == 4 && likes % 2 == 1",
                "followers * 0.5 == 60 && likes - 0.5 > 8",
                "'没动' in keywords && size(keywords) == 2 && keywords.size() < 3",
                "text.contains('没动') && text.startsWith('快递') && text.endsWith('动') && size(text) == 6",
                "text.matches('五(天|日)') && !text.matches('^五')",
                "region == '浙江' ? tier == 'vip' : tier == 'x'",
                "(region + tier) == '浙江vip'",
                "complaint == true && noise != complaint && noise < complaint",
                "tier > 'a' && tier <= 'vip'",
                "-likes == -9",
                "delay == 0 && delay < 30",
                "(complaint ? likes : reposts) == 9",
                "visibility != 'internal' && verified == 'none' && lang == 'zh'",
                "visibility == 'public' || city == 'x'"
            })
    void shouldHold(String cel) throws InvalidExpressionException {
        assertThat(holds(cel)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "city == '杭州'",
                "city != '杭州'",
                "city < 'z' || city >= 'a'",
                "city in ['杭州']",
                "city.contains('a')",
                "rating < 0.5",
                "rating != 0.5",
                "rating >= 0",
                "rating in [0, 1]",
                "size(city) == 0",
                "size(city) != 0",
                "product + brand != 'x'",
                "rating * 2 + 1 != 0"
            })
    void shouldNotHoldWhenValueIsMissing(String cel) throws InvalidExpressionException {
        assertThat(holds(cel)).isFalse();
        assertThat(holds("!(" + cel + ")")).isTrue();
    }

    @Test
    void shouldTestMessageWithoutOpinionAsOneRowWithoutIssue() throws InvalidExpressionException {
        // given
        Row row = RuleFixtures.row(RuleFixtures.feedback("你好", "浙江", null, null), null, null);

        // when / then
        assertThat(compiler.compile("issue == ''").test(row)).isTrue();
        assertThat(compiler.compile("category == '' && !complaint").test(row)).isTrue();
        assertThat(compiler.compile("label == 'neutral' || sentiment >= -1 || need != ''")
                        .test(row))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "likes / (reposts - 3) > 0",
                "likes % (reposts - 3) == 0",
                "sentiment / (reposts - 3) < 1e9",
                "likes * 9223372036854775807 > 0"
            })
    void shouldBeFalseAndCountedWhenArithmeticFails(String cel) throws InvalidExpressionException {
        // given
        CompiledWhere where = compiler.compile(cel);

        // when
        boolean held = where.test(RuleFixtures.delay());

        // then
        assertThat(held).isFalse();
        assertThat(where.faults()).isEqualTo(1);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("complain", "unknown name 'complain', did you mean 'complaint'?"),
                Arguments.of("foo(text)", "unknown function 'foo'"),
                Arguments.of("text.contain('x')", "unknown function 'contain', did you mean 'contains'?"),
                Arguments.of("keywords.exists(k, k == 'x')", "'exists' is not available: macros are not allowed"),
                Arguments.of("has(text.x)", "'has' is not available: macros are not allowed"),
                Arguments.of("region", "gives string, expected a condition (bool)"),
                Arguments.of("grade == 'x'", "'==' does not take (int, string)"),
                Arguments.of("complaint and noise", "syntax error at 'and', did you mean '&&'?"),
                Arguments.of("grade = 3", "did you mean '=='?"),
                Arguments.of("complaint &&", "the expression ends too early"),
                Arguments.of("text.matches('(')", "missing closing )"),
                Arguments.of("text.matches('.*')", "matches every text"),
                Arguments.of("text.matches('a?')", "matches every text"),
                Arguments.of("text.contains('')", "holds for every text"),
                Arguments.of("text.matches('(?=x)')", "RE2 syntax"),
                Arguments.of("issue == 'logistics.transit_dely'", "did you mean 'logistics.transit_delay'?"),
                Arguments.of("channel in ['socail']", "did you mean 'social'?"),
                Arguments.of("region in ['浙江省']", "region '浙江省' does not exist, did you mean '浙江'?"),
                Arguments.of("base_severity == 'P0'", "base_severity 'P0' does not exist"),
                Arguments.of("customer.region == 'x'", "unknown name 'customer'"),
                Arguments.of("keywords == ['x']", "use 'word' in keywords"),
                Arguments.of("timestamp('x') == timestamp('y')", "unknown function 'timestamp'"),
                Arguments.of("1u == 1u", "'==' cannot compare uint with uint"),
                Arguments.of("(".repeat(500) + "complaint" + ")".repeat(500), "nested too deep"),
                Arguments.of("x".repeat(1_000_000), "expected at most 4096"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldRefuse(String cel, String problem) {
        assertThatThrownBy(() -> compiler.compile(cel))
                .isInstanceOf(InvalidExpressionException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text.contains('a\"b\\\\c\\n中')",
                "complaint&&(noise||!complaint)&&grade>=3",
                "(grade+1)*2>-(likes-3)-(reposts-1)",
                "(complaint?noise:complaint)||grade in [1,2]",
                "!(grade>3)&&text.matches(r'\\d+')&&sentiment<.5"
            })
    void shouldPrintCanonicalTextThatReadsBack(String cel) throws InvalidExpressionException {
        // given
        String canonical = compiler.compile(cel).canonical();

        // when
        String again =
                new WhereCompiler(RuleFixtures.TAXONOMY).compile(canonical).canonical();

        // then
        assertThat(again).isEqualTo(canonical);
    }

    @Test
    void shouldShareOnePredicateWhenOnlySpellingDiffers() throws InvalidExpressionException {
        assertThat(compiler.compile("complaint&&region=='浙江'"))
                .isSameAs(compiler.compile("( complaint ) && region == \"浙江\""));
    }

    @Test
    void shouldSayWhatAMessageMustHave() throws InvalidExpressionException {
        // given
        CompiledWhere where = compiler.compile(
                "complaint && issue == 'payment.failure' && channel in ['im', 'phone'] && (noise || grade > 1)");

        // when / then
        assertThat(where.required("complaint")).containsExactly("true");
        assertThat(where.required("issue")).containsExactly("payment.failure");
        assertThat(where.required("channel")).containsExactlyInAnyOrder("im", "phone");
        assertThat(where.required("noise")).isNull();
        assertThat(compiler.compile("channel == 'im' && complaint || channel == 'phone'")
                        .required("channel"))
                .containsExactlyInAnyOrder("im", "phone");
        assertThat(compiler.compile("issue == 'payment.failure' || complaint").required("issue"))
                .isNull();
    }
}
