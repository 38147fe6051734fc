package io.tidewatch.local.evaluate.judge;

import io.tidewatch.local.company.CrisisLeaf;
import io.tidewatch.local.company.CrisisScope;
import io.tidewatch.local.company.CrisisShape;
import io.tidewatch.replay.evaluate.Rival;
import io.tidewatch.time.LocalClock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Results of many companies as tables for documents. */
public final class CompanyTables {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(LocalClock.DEFAULT_ZONE);
    private static final String NONE = "–";

    private final List<CompanyResult> results;
    private final List<String> rivals = new ArrayList<>();

    public CompanyTables(List<CompanyResult> results) {
        this.results = List.copyOf(results);
        rivals.add(CompanyJudge.FIXED);
        for (Rival r : Rival.values()) {
            rivals.add(r.title());
            rivals.add(CompanyJudge.inHindsight(r));
        }
    }

    private record OfCompany(CompanyResult company, CrisisOutcome crisis) {}

    /** All tables and the list of what was missed. */
    public String markdown() {
        StringBuilder b = new StringBuilder();
        total(b);
        volumes(b);
        breakdown(b, "scope", c -> c.crisis().scope().title(), order(CrisisScope.values(), CrisisScope::title));
        breakdown(b, "leaf", c -> c.crisis().leaf().title(), order(CrisisLeaf.values(), CrisisLeaf::title));
        breakdown(b, "shape", c -> c.crisis().shape().title(), order(CrisisShape.values(), CrisisShape::title));
        falsePages(b);
        misses(b);
        return b.toString();
    }

    private static <T> List<String> order(T[] values, Function<T, String> title) {
        return Arrays.stream(values).map(title).toList();
    }

    private List<OfCompany> crises(Predicate<OfCompany> which) {
        List<OfCompany> out = new ArrayList<>();
        for (CompanyResult r : results) {
            for (CrisisOutcome c : r.crises()) {
                OfCompany o = new OfCompany(r, c);
                if (which.test(o)) {
                    out.add(o);
                }
            }
        }
        return out;
    }

    private void total(StringBuilder b) {
        List<OfCompany> all = crises(o -> true);
        double weeks = results.stream().mapToDouble(CompanyResult::quietWeeks).sum();
        b.append(String.format(
                Locale.ROOT,
                "%d companies, %d crises, %,d messages, %.1f quiet weeks.%n%n",
                results.size(),
                all.size(),
                results.stream().mapToLong(CompanyResult::messages).sum(),
                weeks));
        b.append(
                "| detector | told in time | told | median delay | median messages until then | pages in the first day, median"
                        + " (most) | level named | false pages a week | of these by single messages |\n");
        b.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        b.append("| Tidewatch | ")
                .append(ours(all))
                .append(" | ")
                .append(rate(
                        results.stream().mapToInt(CompanyResult::falsePages).sum(), weeks))
                .append(" | ")
                .append(rate(
                        results.stream().mapToInt(CompanyResult::singlePages).sum(), weeks))
                .append(" |\n");
        for (String rival : rivals) {
            List<CrisisOutcome.Told> told = all.stream()
                    .filter(o -> o.crisis().rivals().containsKey(rival))
                    .map(o -> Objects.requireNonNull(o.crisis().rivals().get(rival)))
                    .toList();
            b.append("| ")
                    .append(rival)
                    .append(" | ")
                    .append(part(
                            told.stream().filter(CrisisOutcome.Told::inTime).count(), all.size()))
                    .append(" | ")
                    .append(part(told.size(), all.size()))
                    .append(" | ")
                    .append(delay(told))
                    .append(" | ")
                    .append(messages(told))
                    .append(" | – | – | ")
                    .append(rate(
                            results.stream()
                                    .mapToInt(r -> r.rivals().getOrDefault(rival, 0))
                                    .sum(),
                            weeks))
                    .append(" | – |\n");
        }
    }

    private String ours(List<OfCompany> of) {
        List<CrisisOutcome.Told> told = told(of);
        int[] pages = of.stream().mapToInt(o -> o.crisis().pages()).sorted().toArray();
        return String.join(
                " | ",
                part(of.stream().filter(o -> o.crisis().inTime()).count(), of.size()),
                part(told.size(), of.size()),
                delay(told),
                messages(told),
                pages.length == 0 ? NONE : pages[pages.length / 2] + " (" + pages[pages.length - 1] + ")",
                part(of.stream().filter(o -> o.crisis().level()).count(), told.size()));
    }

    private void breakdown(StringBuilder b, String name, Function<OfCompany, String> key, List<String> order) {
        table(b, name, key, order, false);
    }

    private void volumes(StringBuilder b) {
        List<String> order = results.stream()
                .map(CompanyResult::volume)
                .distinct()
                .sorted()
                .map(CompanyTables::volume)
                .toList();
        table(b, "messages a day", o -> volume(o.company().volume()), order, true);
    }

    private static String volume(int perDay) {
        return String.format(Locale.ROOT, "%,d", perDay);
    }

    private void table(
            StringBuilder b, String name, Function<OfCompany, String> key, List<String> order, boolean ofCompanies) {
        List<String> compared = List.of(
                CompanyJudge.FIXED,
                CompanyJudge.inHindsight(Rival.EARS_C2),
                CompanyJudge.inHindsight(Rival.FARRINGTON));
        b.append("\n| ")
                .append(name)
                .append(
                        " | crises | told in time | told | median delay | median messages until then | pages in the first day,"
                                + " median (most) | level named | told by a single message only |")
                .append(ofCompanies ? " false pages a week | of these by single messages |" : "");
        compared.forEach(c -> b.append(" in time: ").append(c).append(" |"));
        b.append("\n|")
                .append(" --- |".repeat(9 + (ofCompanies ? 2 : 0) + compared.size()))
                .append('\n');
        for (String value : order) {
            List<OfCompany> of = crises(o -> key.apply(o).equals(value));
            if (of.isEmpty() && !ofCompanies) {
                continue;
            }
            b.append("| ")
                    .append(value)
                    .append(" | ")
                    .append(of.size())
                    .append(" | ")
                    .append(ours(of));
            b.append(" | ")
                    .append(of.stream()
                            .filter(o -> o.crisis().told() == null && o.crisis().bySingle())
                            .count());
            if (ofCompanies) {
                List<CompanyResult> companies = results.stream()
                        .filter(r -> volume(r.volume()).equals(value))
                        .toList();
                double weeks = companies.stream()
                        .mapToDouble(CompanyResult::quietWeeks)
                        .sum();
                b.append(" | ")
                        .append(rate(
                                companies.stream()
                                        .mapToInt(CompanyResult::falsePages)
                                        .sum(),
                                weeks))
                        .append(" | ")
                        .append(rate(
                                companies.stream()
                                        .mapToInt(CompanyResult::singlePages)
                                        .sum(),
                                weeks));
            }
            for (String rival : compared) {
                b.append(" | ")
                        .append(part(
                                of.stream()
                                        .filter(o -> {
                                            CrisisOutcome.Told t =
                                                    o.crisis().rivals().get(rival);
                                            return t != null && t.inTime();
                                        })
                                        .count(),
                                of.size()));
            }
            b.append(" |\n");
        }
    }

    private void falsePages(StringBuilder b) {
        Map<String, Integer> byRule = new TreeMap<>();
        results.forEach(r -> r.pagesByRule().forEach((rule, n) -> byRule.merge(rule, n, Integer::sum)));
        double weeks = results.stream().mapToDouble(CompanyResult::quietWeeks).sum();
        if (byRule.isEmpty()) {
            return;
        }
        b.append("\n| rule | false pages a week |\n| --- | --- |\n");
        byRule.forEach((rule, n) ->
                b.append("| ").append(rule).append(" | ").append(rate(n, weeks)).append(" |\n"));
    }

    private void misses(StringBuilder b) {
        b.append("\nNot told in time:\n\n");
        for (OfCompany o : crises(c -> !c.crisis().inTime())) {
            CrisisOutcome c = o.crisis();
            b.append(String.format(
                    Locale.ROOT,
                    "- seed %d, %,d a day: %s (%s), %s%s, %s, %d messages from %s: %s%n",
                    o.company().seed(),
                    o.company().volume(),
                    c.issue(),
                    c.leaf().title(),
                    c.scope().title(),
                    c.value() == null ? "" : " (" + c.value() + ")",
                    c.shape().title(),
                    c.messages(),
                    STAMP.format(Instant.ofEpochMilli(c.onset())),
                    why(c)));
        }
    }

    private static String why(CrisisOutcome c) {
        CrisisOutcome.Told told = c.told();
        if (told == null) {
            return c.bySingle() ? "single messages only, " + c.pages() + " pages in the first day" : "nothing was told";
        }
        return "told by " + told.by() + " after " + duration(told.delayMs()) + ", " + told.messages()
                + " messages, expected by " + CompanyJudge.inTimeBy(c.messages());
    }

    private static List<CrisisOutcome.Told> told(List<OfCompany> of) {
        List<CrisisOutcome.Told> out = new ArrayList<>();
        for (OfCompany o : of) {
            CrisisOutcome.Told t = o.crisis().told();
            if (t != null) {
                out.add(t);
            }
        }
        return out;
    }

    private static String delay(List<CrisisOutcome.Told> told) {
        long[] sorted =
                told.stream().mapToLong(CrisisOutcome.Told::delayMs).sorted().toArray();
        return sorted.length == 0 ? NONE : duration(sorted[sorted.length / 2]);
    }

    private static String duration(long ms) {
        long minutes = Math.round(ms / 60_000d);
        return minutes < 120 ? minutes + " min" : String.format(Locale.ROOT, "%.1f h", minutes / 60d);
    }

    private static String messages(List<CrisisOutcome.Told> told) {
        int[] sorted =
                told.stream().mapToInt(CrisisOutcome.Told::messages).sorted().toArray();
        return sorted.length == 0 ? NONE : String.valueOf(sorted[sorted.length / 2]);
    }

    private static String part(long some, long all) {
        return all == 0 ? NONE : String.format(Locale.ROOT, "%.2f (%d of %d)", (double) some / all, some, all);
    }

    private static String rate(int n, double weeks) {
        return weeks == 0 ? NONE : String.format(Locale.ROOT, "%.2f", n / weeks);
    }
}
