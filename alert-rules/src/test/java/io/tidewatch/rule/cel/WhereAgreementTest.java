package io.tidewatch.rule.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Engagement;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Product;
import io.tidewatch.feedback.Verification;
import io.tidewatch.feedback.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Generated expressions over generated rows without missing values: our predicates say what CEL's evaluator says. */
class WhereAgreementTest {
    private static final int EXPRESSIONS = 300;
    private static final int ROWS = 12;

    private static final List<String> WORDS = List.of("浙江", "vip", "x", "快递五天没动", "a\"b\\c", "", "social", "Zz", "😀");

    private final Random random = new Random(20261122);
    private final WhereCompiler compiler = WhereCompiler.withoutVocabulary();

    @Test
    void shouldAgreeWithCelsOwnEvaluator() throws Exception {
        // given
        Cel cel = cel();
        Map<Row, Map<String, Object>> rows = new LinkedHashMap<>();
        for (int i = 0; i < ROWS; i++) {
            Row row = row();
            rows.put(row, variables(row));
        }
        int compared = 0;
        int held = 0;

        for (int i = 0; i < EXPRESSIONS; i++) {
            String text = condition(3);
            CompiledWhere ours = compiler.compile(text);
            CelRuntime.Program theirs = program(cel, text);
            CelRuntime.Program canonical = program(cel, ours.canonical());
            for (Row row : rows.keySet()) {
                // when
                Object expected = evaluate(theirs, rows.get(row));
                boolean actual = ours.test(row);

                // then
                if (expected != null) { // null: CEL gives an error (division by zero), ours is false there
                    assertThat(actual).as("%s on %s", text, rows.get(row)).isEqualTo(expected);
                    assertThat(evaluate(canonical, rows.get(row)))
                            .as("canonical of %s", text)
                            .isEqualTo(expected);
                    compared++;
                    held += actual ? 1 : 0;
                }
            }
        }
        assertThat(compared).isGreaterThan(EXPRESSIONS * ROWS / 2);
        assertThat(held).isBetween(compared / 10, compared * 9 / 10);
    }

    private static Cel cel() {
        CelBuilder b = CelFactory.standardCelBuilder()
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .build());
        RowValues.FLAGS.keySet().forEach(n -> b.addVar(n, SimpleType.BOOL));
        RowValues.TEXTS.keySet().forEach(n -> b.addVar(n, SimpleType.STRING));
        RowValues.WHOLES.keySet().forEach(n -> b.addVar(n, SimpleType.INT));
        RowValues.DECIMALS.keySet().forEach(n -> b.addVar(n, SimpleType.DOUBLE));
        RowValues.WORDS.keySet().forEach(n -> b.addVar(n, ListType.create(SimpleType.STRING)));
        return b.build();
    }

    private static CelRuntime.Program program(Cel cel, String text)
            throws CelValidationException, CelEvaluationException {
        return cel.createProgram(cel.compile(text).getAst());
    }

    private static Object evaluate(CelRuntime.Program program, Map<String, Object> row) {
        try {
            return program.eval(row);
        } catch (CelEvaluationException e) {
            return null;
        }
    }

    private static Map<String, Object> variables(Row row) {
        Map<String, Object> out = new HashMap<>();
        RowValues.FLAGS.forEach((n, v) -> out.put(n, v.test(row)));
        RowValues.TEXTS.forEach((n, v) -> out.put(n, v.of(row)));
        RowValues.WHOLES.forEach((n, v) -> out.put(n, v.of(row)));
        RowValues.DECIMALS.forEach((n, v) -> out.put(n, v.of(row)));
        RowValues.WORDS.forEach((n, v) -> out.put(n, v.of(row)));
        return out;
    }

    // ---- rows

    private Row row() {
        Feedback f = Feedback.builder("id", word(), 1L)
                .channel(word())
                .text(word() + word())
                .lang(word())
                .visibility(Visibility.values()[random.nextInt(3)])
                .touchpoint(word())
                .author(new Author(
                        "a",
                        random.nextBoolean() ? AuthorRole.CUSTOMER : AuthorRole.AGENT,
                        null,
                        random.nextInt(200),
                        Verification.values()[random.nextInt(5)]))
                .customer(new Customer("c", word(), word(), word(), word()))
                .product(new Product(word(), word(), word(), word()))
                .engagement(new Engagement(random.nextInt(4), random.nextInt(4), random.nextInt(4)))
                .rating(random.nextInt(3) / 2.0)
                .csat(random.nextDouble())
                .nps((double) random.nextInt(11))
                .build();
        Opinion o = new Opinion(
                random.nextBoolean() ? "logistics.transit_delay" : "other",
                Label.values()[random.nextInt(3)],
                random.nextInt(5) / 2.0 - 1,
                random.nextDouble(),
                0,
                1,
                random.nextBoolean());
        return RuleFixtures.row(f, o, RuleFixtures.DELAY);
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    // ---- expressions

    private String condition(int depth) {
        int pick = depth == 0 ? random.nextInt(9) : random.nextInt(14);
        switch (pick) {
            case 0:
                return pick(List.of("complaint", "noise", "true", "false"));
            case 1:
                return text(1) + pick(List.of("==", "!=", " < ", "<=", ">", ">=")) + text(1);
            case 2:
                return whole(2) + pick(List.of("==", "!=", "<", "<=", ">", ">=")) + whole(2);
            case 3:
                return decimal(2) + pick(List.of("==", "!=", "<", "<=", ">", ">=")) + decimal(2);
            case 4:
                return pick(List.of(whole(1) + "<=" + decimal(1), decimal(1) + ">" + whole(1)));
            case 5:
                return text(1) + " in [" + text(0) + ", " + text(0) + "," + quoted(word()) + "]";
            case 6:
                return text(0) + "." + pick(List.of("contains", "startsWith", "endsWith")) + "("
                        + quoted("没动五天".substring(random.nextInt(3), 4)) + ")";
            case 7:
                return text(0) + ".matches(" + pick(List.of("'^浙'", "\"五|i.$\"", "r'[a-z]+\\b'", "'[^x]{2}'")) + ")";
            case 8:
                return pick(List.of(
                        quoted(word()) + " in keywords",
                        whole(1) + " in [1, 2, " + whole(0) + "]",
                        "'没动' in keywords"));
            case 9:
                return "!(" + condition(depth - 1) + ")";
            case 10:
                return "(" + condition(depth - 1) + " ? " + condition(depth - 1) + " : " + condition(depth - 1) + ")";
            case 11:
                return "(" + condition(depth - 1) + ") == (" + condition(depth - 1) + ")";
            case 12:
                return "(" + condition(depth - 1) + ")&&(" + condition(depth - 1) + ")";
            default:
                return "(" + condition(depth - 1) + " || " + condition(depth - 1) + ")";
        }
    }

    private String text(int depth) {
        if (depth > 0 && random.nextInt(4) == 0) {
            return "(" + text(depth - 1) + " + " + text(depth - 1) + ")";
        }
        return random.nextInt(3) == 0 ? quoted(word()) : pick(new ArrayList<>(RowValues.TEXTS.keySet()));
    }

    private String whole(int depth) {
        if (depth > 0 && random.nextInt(2) == 0) {
            return pick(List.of(
                    "(" + whole(depth - 1) + pick(List.of(" + ", "-", " * ", "/", " % ")) + whole(depth - 1) + ")",
                    "size(" + text(0) + ")",
                    "-(" + whole(depth - 1) + ")",
                    "(complaint ? " + whole(depth - 1) + " : " + whole(depth - 1) + ")",
                    "keywords.size()"));
        }
        return random.nextInt(3) == 0
                ? Integer.toString(random.nextInt(6))
                : pick(new ArrayList<>(RowValues.WHOLES.keySet()));
    }

    /** Never gives -0.0, which CEL's evaluator takes for different from 0.0 and we, as IEEE 754, do not. */
    private String decimal(int depth) {
        if (depth > 0 && random.nextInt(2) == 0) {
            return pick(List.of(
                    "(" + decimal(depth - 1) + pick(List.of(" + ", "-")) + decimal(depth - 1) + ")",
                    "(" + decimal(depth - 1) + " * " + decimal(depth - 1) + " + 0.0)",
                    "(" + decimal(depth - 1) + " / 0.5)",
                    "(0.0 - " + decimal(depth - 1) + ")",
                    "(noise ? " + decimal(depth - 1) + " : " + decimal(depth - 1) + ")"));
        }
        return random.nextInt(3) == 0
                ? pick(List.of("0.0", ".5", "1e1", "-0.25"))
                : pick(new ArrayList<>(RowValues.DECIMALS.keySet()));
    }

    private static String quoted(String s) {
        return "'" + s.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
