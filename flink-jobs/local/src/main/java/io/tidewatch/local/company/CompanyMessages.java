package io.tidewatch.local.company;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Product;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.feedback.Verification;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.local.sample.SampleRegion;
import io.tidewatch.local.sample.SeededRandom;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Who writes a message, where, and of what. Ids are as annotation leaves them: hashes, and none where nobody stands behind one. */
final class CompanyMessages {
    private static final long MONTH_MS = 30L * CompanySettings.DAY_MS;
    private static final double IN_SCOPE = 0.92;
    private static final double WITH_COURIER = 0.8;
    private static final double WITH_ORDER = 0.5;

    private final Company company;
    private final long seed;
    private final int people;
    private final Map<String, List<String>> neighbours = new HashMap<>();

    CompanyMessages(Company company) {
        this.company = company;
        this.seed = SeededRandom.mix(company.settings.seed() * 1_000_003 + company.settings.volume());
        this.people = 1_000 + 40 * company.settings.volume();
        for (Company.Issue i : company.issues) {
            neighbours.computeIfAbsent(category(i.id()), c -> new ArrayList<>()).add(i.id());
        }
    }

    AnnotatedFeedback of(Planned p) {
        long mixed = SeededRandom.mix(
                seed ^ SeededRandom.mix(p.serial() * 31 + p.stream()) ^ p.at() ^ (long) p.copy() << 44);
        SplittableRandom r = new SplittableRandom(mixed);
        String issue = p.issue().isEmpty() ? "" : tagged(p, r);
        Company.Outlet outlet = outlet(p, r);
        Crisis crisis = p.crisis();
        boolean inScope = crisis != null && SeededRandom.hit(r, IN_SCOPE);
        SampleRegion region = region(p, r, inScope);
        String product = SeededRandom.hit(r, company.withProduct) ? company.products.draw(r) : null;
        Map<String, String> dims = Map.of();
        if (issue.startsWith("logistics.") && SeededRandom.hit(r, WITH_COURIER)) {
            dims = Map.of("courier", company.couriers.draw(r));
        }
        if (crisis != null && inScope && crisis.value() != null) {
            String value = Objects.requireNonNull(crisis.value());
            product = crisis.scope() == CrisisScope.PRODUCT ? value : product;
            dims = crisis.scope() == CrisisScope.COURIER ? Map.of("courier", value) : dims;
        }
        long person = crisis == null && p.kind() != Planned.Kind.COPY
                ? r.nextInt(people)
                : SeededRandom.mix(mixed) | Long.MIN_VALUE;
        String who = hex(SeededRandom.mix(seed + person));
        boolean nameless = SeededRandom.hit(r, outlet.anonymous());
        Feedback.Builder f = Feedback.builder("company:" + hex(mixed), outlet.source(), p.at())
                .channel(outlet.channel())
                .lang("zh")
                .visibility(outlet.isPublic() ? Visibility.PUBLIC : Visibility.INTERNAL)
                .author(new Author(
                        nameless ? null : outlet.counter() ? "shop" + hex(seed) : "a" + who,
                        AuthorRole.CUSTOMER,
                        null,
                        outlet.isPublic() ? Math.min(80_000, (long) SeededRandom.logNormal(r, 120, 1.3)) : 0,
                        Verification.NONE))
                .customer(new Customer(
                        nameless ? null : "c" + who,
                        "unknown",
                        region == null ? "unknown" : region.name(),
                        region == null || r.nextInt(3) == 0
                                ? null
                                : region.cities().get(r.nextInt(region.cities().size())),
                        null))
                .product(new Product(null, product, issue.startsWith("app.") ? version(p.at(), r) : null, null))
                .dims(dims);
        if (!nameless && SeededRandom.hit(r, WITH_ORDER)) {
            f.orderId("o" + hex(SeededRandom.mix(seed + person * 31 + p.at() / MONTH_MS)));
        }
        return annotated(p, f, issue, mixed);
    }

    private AnnotatedFeedback annotated(Planned p, Feedback.Builder f, String issue, long mixed) {
        boolean complains = !issue.isEmpty();
        long wording = p.kind() == Planned.Kind.COPY ? SeededRandom.mix(p.serial()) : mixed;
        Taxonomy taxonomy = company.settings.taxonomy();
        String name = complains ? taxonomy.nameOf(issue).zh() : p.kind() == Planned.Kind.PRAISE ? "很满意" : "请问";
        String text = "编号 " + hex(wording) + " " + name;
        String key = hex(SeededRandom.mix(wording + 1));
        Label label = complains ? Label.NEGATIVE : p.kind() == Planned.Kind.PRAISE ? Label.POSITIVE : Label.NEUTRAL;
        double score = complains ? -0.8 : label == Label.POSITIVE ? 0.9 : 0;
        List<Opinion> opinions = label == Label.NEUTRAL
                ? List.of()
                : List.of(new Opinion(
                        complains ? issue : "voice.praise", label, score, 0.95, 0, text.length(), complains));
        return AnnotatedFeedback.builder(f.text(text).build())
                .tokens(text)
                .keywords(List.of(name))
                .contentHash(key)
                .voiceKey(key)
                .simhash(wording)
                .foldable(true)
                .sentiment(new Sentiment(label, score, 0.95))
                .opinions(opinions)
                .grade(complains ? grade(taxonomy.leaf(issue)) : 1)
                .analysisVersion("company")
                .build();
    }

    private static int grade(@Nullable Leaf leaf) {
        return switch (leaf == null ? "P3" : leaf.severity()) {
            case "P1" -> 5;
            case "P2" -> 4;
            case "P3" -> 2;
            default -> 1;
        };
    }

    private String tagged(Planned p, SplittableRandom r) {
        List<String> near = neighbours.getOrDefault(category(p.issue()), List.of());
        if (p.kind() == Planned.Kind.COPY || near.isEmpty() || !SeededRandom.hit(r, company.mistagged)) {
            return p.issue();
        }
        return near.get(r.nextInt(near.size()));
    }

    private Company.Outlet outlet(Planned p, SplittableRandom r) {
        return p.kind() == Planned.Kind.COPY ? company.outlets.all().get(0) : company.outlets.draw(r);
    }

    private @Nullable SampleRegion region(Planned p, SplittableRandom r, boolean inScope) {
        if (p.region() != null) {
            return p.region();
        }
        SampleRegion usual = company.regions.draw(r);
        Crisis crisis = p.crisis();
        if (crisis == null) {
            for (Company.Issue i : company.issues) {
                if (i.id().equals(p.issue())) {
                    usual = i.regions().draw(r);
                }
            }
        } else if (inScope && crisis.scope() == CrisisScope.REGION) {
            return company.regions.all().stream()
                    .filter(s -> s.name().equals(crisis.value()))
                    .findFirst()
                    .orElse(usual);
        }
        return SeededRandom.hit(r, company.withoutRegion) ? null : usual;
    }

    private String version(long at, SplittableRandom r) {
        long month = (at - company.settings.start() + (seed & 0xFFFFFF) * 100) / MONTH_MS;
        return "8." + (month + 2 - (r.nextInt(4) == 0 ? 1 : 0)) + ".0";
    }

    static String category(String issue) {
        int dot = issue.indexOf('.');
        return dot < 0 ? issue : issue.substring(0, dot);
    }

    private static String hex(long n) {
        return HexFormat.of().toHexDigits(n);
    }
}
