package io.tidewatch.local.sample;

import io.tidewatch.alert.Bilingual;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** All leaves with their seed words, and examples for those that the tests plant a surge of. */
final class TestTaxonomy {
    static final Taxonomy ALL = read();

    private TestTaxonomy() {}

    private static Taxonomy read() {
        Map<String, List<String>> examples = Map.of(
                "payment.failure",
                List.of(
                        "付款一直提示支付失败",
                        "试了3次都付不了款",
                        "结算页面支付卡住了",
                        "Payment failed three times at checkout",
                        "cannot pay with my card"),
                "security.data_leak",
                List.of("刚下单就有人知道我的订单信息,信息泄露太可怕", "怀疑平台把我的隐私卖了"),
                "store.redemption",
                List.of("团购券到店核销不了", "门店不认线上买的券"));
        List<Leaf> leaves = new ArrayList<>();
        try (InputStream in = TestTaxonomy.class.getResourceAsStream("/sample/issues.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.startsWith("#"))
                    .toList()) {
                String[] f = line.split("\\|");
                List<String> words = new ArrayList<>(Arrays.asList(f[2].split("、")));
                words.addAll(Arrays.asList(f[3].split(", ")));
                leaves.add(new Leaf(
                        f[0],
                        f[0].substring(0, f[0].indexOf('.')),
                        new Bilingual(f[0], f[0]),
                        words,
                        List.of(),
                        List.of(),
                        true,
                        f[1],
                        "准时",
                        "流程",
                        "delivery",
                        "owner",
                        "fallback",
                        "runbook.md",
                        examples.getOrDefault(f[0], List.of()),
                        List.of()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Taxonomy(Map.of(), leaves, "test");
    }
}
