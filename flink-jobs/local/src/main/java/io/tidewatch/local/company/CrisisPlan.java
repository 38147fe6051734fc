package io.tidewatch.local.company;

import io.tidewatch.local.sample.SampleRegion;
import io.tidewatch.local.sample.SeededRandom;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which crises a company has. Each is on an issue of its own; those that take days to grow come first. A burst has 40
 * messages or more, and 20 times the usual of its scope or more; what doubles begins with about one message in its doubling time and
 * doubles six times or more, until it has a multiple of what its scope usually has in a day, then falls; what grows slowly
 * has 30 % more each day on top of the usual, or of 20 a day where less is usual, for a week.
 */
final class CrisisPlan {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = CompanySettings.DAY_MS;
    private static final double HELD_HOURS = 2;
    private static final int SLOW_DAYS = 7;
    private static final double LEAST_SLOW = 20;
    private static final int LEAST_BURST = 40;

    private final Company company;
    private final SplittableRandom random;
    private final Set<String> taken = new HashSet<>();

    private CrisisPlan(Company company) {
        this.company = company;
        this.random = SeededRandom.of(company.settings.seed() * 1_000_003 + company.settings.volume(), 23);
    }

    /** In order of onset. */
    static List<Crisis> of(Company company) {
        return new CrisisPlan(company).crises();
    }

    private List<Crisis> crises() {
        int n = company.settings.crises();
        List<CrisisScope> scopes = dealt(List.of(CrisisScope.values()), n);
        List<CrisisLeaf> leaves = dealt(List.of(CrisisLeaf.values()), n);
        List<CrisisShape> shapes = dealt(List.of(CrisisShape.values()), n);
        if (leaves.lastIndexOf(CrisisLeaf.OTHER) != leaves.indexOf(CrisisLeaf.OTHER)) {
            leaves.set(leaves.lastIndexOf(CrisisLeaf.OTHER), CrisisLeaf.KNOWN);
        }
        shapes.sort(Comparator.comparing((CrisisShape s) -> !s.isLong()));
        double every = (company.settings.span() - 1.5) / Math.max(1, n);
        List<Crisis> out = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            long days = company.settings.learning() + (long) (i * every);
            long day = company.settings.start() + days * DAY;
            long latest = company.settings.end() - (company.settings.quietDays() + 1) * DAY;
            out.add(crisis(i, leaves.get(i), scopes.get(i), shapes.get(i), day, latest));
        }
        return List.copyOf(out);
    }

    /** Each thing as often as the others, as far as that goes, in some order. */
    private <T> List<T> dealt(List<T> things, int count) {
        List<T> out = new ArrayList<>();
        while (out.size() < count) {
            out.addAll(Company.shuffled(random, things));
        }
        return Company.shuffled(random, out.subList(0, count));
    }

    private Crisis crisis(int number, CrisisLeaf leaf, CrisisScope scope, CrisisShape shape, long day, long latest) {
        String issue = issue(leaf, scope);
        taken.add(issue);
        Usual usual = usual(issue, scope);
        CrisisShape fitting = shape.isLong() && day + 8 * DAY > latest ? CrisisShape.DOUBLING_8H : shape;
        long onset = day + 9 * HOUR + random.nextInt(fitting == CrisisShape.BURST ? 12 * 60 : 6 * 60) * MINUTE;
        long[] times = switch (fitting) {
            case BURST -> burst(onset, usual.perDay());
            case SLOW -> slow(onset, usual.perDay());
            default -> doubling(onset, fitting.doublingHours() * HOUR, usual.perDay(), latest);
        };
        return new Crisis(number, issue, leaf, scope, usual.value(), fitting, times[0], times[times.length - 1], times);
    }

    private String issue(CrisisLeaf leaf, CrisisScope scope) {
        if (leaf == CrisisLeaf.OTHER) {
            return Taxonomy.OTHER;
        }
        List<String> from = new ArrayList<>();
        if (leaf == CrisisLeaf.KNOWN) {
            for (Company.Issue i : company.issues) {
                Leaf known = company.settings.taxonomy().leaf(i.id());
                if (known != null && !known.severity().equals("P1")) {
                    from.add(i.id());
                }
            }
        } else {
            for (Leaf l : company.unseen) {
                if (l.severity().equals("P1") == (leaf == CrisisLeaf.NEVER_SEEN_P1)) {
                    from.add(l.id());
                }
            }
        }
        from.removeAll(taken);
        List<String> carried =
                from.stream().filter(i -> i.startsWith("logistics.")).toList();
        List<String> fitting = scope == CrisisScope.COURIER && !carried.isEmpty() ? carried : from;
        return fitting.get(random.nextInt(fitting.size()));
    }

    /**
     * What is usual where a crisis strikes.
     *
     * @param perDay complaints of its issue in its scope
     */
    private record Usual(@Nullable String value, double perDay) {}

    private Usual usual(String issue, CrisisScope scope) {
        Company.Issue known = company.issues.stream()
                .filter(i -> i.id().equals(issue))
                .findFirst()
                .orElse(null);
        double all = known == null ? 0 : known.perDay();
        Shares<SampleRegion> regions = known == null ? company.regions : known.regions();
        return switch (scope) {
            case NATIONWIDE -> new Usual(null, all);
            case REGION -> {
                int at = random.nextInt(20);
                yield new Usual(regions.all().get(at).name(), all * regions.shareOf(at));
            }
            case PRODUCT -> {
                int at = random.nextInt(company.products.all().size());
                yield new Usual(
                        company.products.all().get(at), all * company.products.shareOf(at) * company.withProduct);
            }
            case COURIER -> {
                int at = random.nextInt(company.couriers.all().size());
                yield new Usual(
                        company.couriers.all().get(at),
                        issue.startsWith("logistics.") ? all * company.couriers.shareOf(at) : 0);
            }
        };
    }

    private long[] burst(long onset, double usual) {
        double busy = usual / 24 * 1.6 * HELD_HOURS;
        double messages = Math.max(
                LEAST_BURST,
                Math.max(
                        busy * (20 + random.nextInt(20)),
                        company.settings.volume()
                                * StrictMath.exp(StrictMath.log(0.02) + random.nextDouble() * StrictMath.log(5))));
        double ramp = (10 + random.nextInt(11)) * MINUTE;
        double held = HELD_HOURS * HOUR;
        double fall = 30 * MINUTE;
        double peak = messages / (ramp / 2 + held + fall / 2);
        return times(onset, onset + (long) (ramp + held + fall), t -> {
            double into = t - onset;
            double part = into < ramp ? into / ramp : into < ramp + held ? 1 : 1 - (into - ramp - held) / fall;
            return peak * Math.max(0, part);
        });
    }

    private long[] doubling(long onset, long doubling, double usual, long latest) {
        double messages = Math.max(64, 3 * usual) * (1 + random.nextDouble());
        long most = (latest - onset) / doubling - 1;
        double times = Math.max(2, Math.min(Math.min(7, most), StrictMath.log(messages) / StrictMath.log(2)));
        double first = messages / StrictMath.pow(2, times);
        double begin = Math.max(1, first) * StrictMath.log(2) / doubling;
        double up = times * doubling;
        double halved = doubling / 4.0;
        return times(onset, onset + (long) (up + 5 * halved), t -> {
            double into = t - onset;
            double rate = begin * StrictMath.pow(2, Math.min(into, up) / doubling);
            return (into < up ? rate : rate * StrictMath.pow(0.5, (into - up) / halved)) * awake(t);
        });
    }

    private long[] slow(long onset, double usual) {
        double base = Math.max(LEAST_SLOW, usual) / DAY;
        long up = SLOW_DAYS * DAY;
        long fall = DAY / 2;
        return times(onset, onset + up + fall, t -> {
            double into = Math.min(t - onset, up);
            double rate = base * (StrictMath.pow(1.3, into / DAY) - 1) * awake(t);
            return t - onset < up ? rate : rate * (1 - (double) (t - onset - up) / fall);
        });
    }

    /** How many are awake to write, about 1 on average. */
    private double awake(long at) {
        int bin = (int) (Math.floorMod(at - company.settings.start(), DAY) / CompanySettings.BIN_MS);
        return 0.4 + 0.6 * company.rhythms.ofDay(bin);
    }

    private interface Rate {
        /** Messages in a millisecond at an instant. */
        double at(long time);
    }

    /** Drawn by the rate, five minutes at a time; the first comes at the onset. */
    private long[] times(long onset, long end, Rate rate) {
        List<Long> out = new ArrayList<>();
        out.add(onset);
        for (long t = onset; t < end; t += CompanySettings.BIN_MS) {
            double mean = rate.at(t + CompanySettings.BIN_MS / 2) * CompanySettings.BIN_MS;
            for (int i = SeededRandom.negativeBinomial(random, mean, 0); i > 0; i--) {
                out.add(t + random.nextInt((int) CompanySettings.BIN_MS));
            }
        }
        return out.stream().mapToLong(Long::longValue).sorted().toArray();
    }
}
