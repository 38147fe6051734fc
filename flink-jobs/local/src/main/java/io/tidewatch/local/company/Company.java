package io.tidewatch.local.company;

import io.tidewatch.local.sample.SampleRegion;
import io.tidewatch.local.sample.SampleRegions;
import io.tidewatch.local.sample.SeededRandom;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** What is drawn once for a company and holds for all its weeks. */
final class Company {
    /** What is complained of, and how many times a day on average. */
    record Issue(String id, double perDay, double scatter, double wobble, Shares<SampleRegion> regions) {}

    /**
     * Where its customers write.
     *
     * @param anonymous part of the messages without an author or customer, 0 to 1
     * @param counter true when all its messages come under the account of a shop
     */
    record Outlet(String source, String channel, boolean isPublic, double anonymous, boolean counter) {}

    private static final List<Outlet> OUTLETS = List.of(
            new Outlet("plaza", "social", true, 0, false),
            new Outlet("desk", "im", false, 0, false),
            new Outlet("shop-reviews", "review", true, 0, false),
            new Outlet("hotline", "phone", false, 0, false),
            new Outlet("tickets", "ticket", false, 0, false),
            new Outlet("app-store", "app", true, 0, false),
            new Outlet("post", "email", false, 0, false));

    private static final List<String> COURIERS = List.of("顺丰", "中通", "圆通", "韵达", "申通", "京东", "极兔", "邮政");

    final CompanySettings settings;
    /** Those that occur, {@code other} among them; each with its usual rate. */
    final List<Issue> issues;
    /** Leaves that never occur. */
    final List<Leaf> unseen;

    final double praisePerDay;
    final double questionsPerDay;
    final Rhythms rhythms;
    final Shares<Outlet> outlets;
    final Shares<SampleRegion> regions;
    final Shares<String> products;
    final Shares<String> couriers;
    /** Parts of the messages, 0 to 1. */
    final double withProduct;

    final double withoutRegion;
    final double mistagged;

    Company(CompanySettings settings) {
        this.settings = settings;
        SplittableRandom r = SeededRandom.of(settings.seed() * 1_000_003 + settings.volume(), 11);
        regions = byPopulation(r, 0.2);
        double complaints = settings.volume() * (0.33 + r.nextDouble() * 0.17);
        double others = settings.volume() - complaints;
        praisePerDay = others * (0.3 + r.nextDouble() * 0.4);
        questionsPerDay = others - praisePerDay;
        Set<String> seen = new HashSet<>();
        issues = issues(r, complaints, seen);
        unseen = settings.taxonomy().leaves().stream()
                .filter(l -> isComplaint(l) && !seen.contains(l.id()))
                .toList();
        rhythms = new Rhythms(r, settings.days(), promotions(r, settings.days()));
        outlets = outlets(r);
        products = Shares.zipf(numbered("型号", 3 + r.nextInt(38)), 0.7 + r.nextDouble() * 0.6);
        couriers = Shares.zipf(shuffled(r, COURIERS).subList(0, 3 + r.nextInt(4)), 0.8);
        withProduct = 0.5 + r.nextDouble() * 0.5;
        withoutRegion = r.nextDouble() * 0.25;
        mistagged = 0.02 + r.nextDouble() * 0.03;
    }

    private List<Issue> issues(SplittableRandom r, double complaints, Set<String> seen) {
        List<Leaf> ordinary = new ArrayList<>();
        List<Leaf> emergencies = new ArrayList<>();
        for (Leaf l : settings.taxonomy().leaves()) {
            if (isComplaint(l)) {
                (l.severity().equals("P1") ? emergencies : ordinary).add(l);
            }
        }
        ordinary = shuffled(r, ordinary);
        emergencies = shuffled(r, emergencies);
        List<String> names = new ArrayList<>();
        for (Leaf l : ordinary.subList(0, (int) (ordinary.size() * (0.5 + r.nextDouble() * 0.17)))) {
            names.add(l.id());
        }
        names.add(1 + r.nextInt(5), Taxonomy.OTHER);
        seen.addAll(names);
        Shares<String> shares = Shares.zipf(names, 0.6 + r.nextDouble() * 0.8);
        List<Issue> out = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            out.add(issue(r, names.get(i), complaints * shares.shareOf(i)));
        }
        if (r.nextBoolean()) {
            for (Leaf l : emergencies.subList(0, 1 + r.nextInt(5))) {
                seen.add(l.id());
                out.add(issue(r, l.id(), complaints * SeededRandom.logNormal(r, 0.0005, 0.5)));
            }
        }
        return List.copyOf(out);
    }

    private Issue issue(SplittableRandom r, String id, double perDay) {
        return new Issue(id, perDay, 0.02 + r.nextDouble() * 0.28, 0.05 + r.nextDouble() * 0.2, byPopulation(r, 0.35));
    }

    private static boolean isComplaint(Leaf leaf) {
        return !leaf.id().startsWith("voice.");
    }

    private static Shares<SampleRegion> byPopulation(SplittableRandom r, double sigma) {
        List<SampleRegion> all = SampleRegions.packaged().all();
        double[] weights = new double[all.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = SeededRandom.logNormal(r, all.get(i).weight(), sigma);
        }
        return new Shares<>(all, weights);
    }

    private static Map<Integer, Double> promotions(SplittableRandom r, int days) {
        Map<Integer, Double> out = new TreeMap<>();
        for (int i = 1 + r.nextInt(2); i > 0; i--) {
            out.put(2 + r.nextInt(days - 2), 1.5 + r.nextDouble() * 1.5);
        }
        return out;
    }

    private static Shares<Outlet> outlets(SplittableRandom r) {
        int hiding = r.nextInt(4);
        double part = 0.3 + r.nextDouble() * 0.7;
        List<Outlet> out = new ArrayList<>(OUTLETS.subList(0, 3));
        out.addAll(shuffled(r, OUTLETS.subList(3, OUTLETS.size())).subList(0, 1 + r.nextInt(4)));
        double[] weights = new double[out.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = SeededRandom.logNormal(r, 1, 0.6);
            Outlet o = out.get(i);
            if (o.channel().equals("review") && hiding < 2) {
                out.set(i, new Outlet(o.source(), o.channel(), true, hiding == 0 ? part : 0, hiding == 1));
            }
        }
        return new Shares<>(out, weights);
    }

    private static List<String> numbered(String name, int count) {
        List<String> out = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            out.add(name + i);
        }
        return out;
    }

    static <T> List<T> shuffled(SplittableRandom r, List<T> things) {
        List<T> out = new ArrayList<>(things);
        for (int i = out.size() - 1; i > 0; i--) {
            int j = r.nextInt(i + 1);
            T t = out.get(i);
            out.set(i, out.get(j));
            out.set(j, t);
        }
        return out;
    }
}
