package io.tidewatch.local.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** The 34 regions, drawn by population. */
final class Regions {
    private static final Regions PACKAGED = read();

    private final List<Region> all;
    private final int total;

    private Regions(List<Region> all) {
        this.all = List.copyOf(all);
        this.total = all.stream().mapToInt(Region::weight).sum();
    }

    static Regions packaged() {
        return PACKAGED;
    }

    private static Regions read() {
        List<Region> regions = new ArrayList<>();
        for (String[] f : Tables.rows("regions.txt", 6)) {
            regions.add(new Region(f[0], f[1], f[2], Integer.parseInt(f[3]), f[4], List.of(f[5].split(" "))));
        }
        return new Regions(regions);
    }

    List<Region> all() {
        return all;
    }

    /** @throws IllegalArgumentException naming all regions when there is no such one */
    Region named(String name) {
        return all.stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("region: '" + name + "', expected one of "
                        + all.stream().map(Region::name).collect(Collectors.joining(" "))));
    }

    Region draw(SplittableRandom random) {
        int at = random.nextInt(total);
        for (Region region : all) {
            at -= region.weight();
            if (at < 0) {
                return region;
            }
        }
        throw new IllegalStateException("weights of the regions do not add up to " + total);
    }

    /** The largest region that is none of these, {@code rank} places further down. */
    Region apartFrom(List<String> taken, int rank) {
        return all.stream()
                .filter(r -> !taken.contains(r.name()))
                .skip(rank)
                .findFirst()
                .orElseThrow();
    }
}
