package io.tidewatch.local.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** The 34 regions, drawn by population. */
public final class SampleRegions {
    private static final SampleRegions PACKAGED = read();

    private final List<SampleRegion> all;
    private final int total;

    private SampleRegions(List<SampleRegion> all) {
        this.all = List.copyOf(all);
        this.total = all.stream().mapToInt(SampleRegion::weight).sum();
    }

    /** Those that every sample is made of. */
    public static SampleRegions packaged() {
        return PACKAGED;
    }

    private static SampleRegions read() {
        List<SampleRegion> regions = new ArrayList<>();
        for (String[] f : Tables.rows("regions.txt", 6)) {
            regions.add(new SampleRegion(f[0], f[1], f[2], Integer.parseInt(f[3]), f[4], List.of(f[5].split(" "))));
        }
        return new SampleRegions(regions);
    }

    /** The most populous first, as far as the file has them so. */
    public List<SampleRegion> all() {
        return all;
    }

    /** @throws IllegalArgumentException naming all regions when there is no such one */
    SampleRegion named(String name) {
        return all.stream()
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("region: '" + name + "', expected one of "
                        + all.stream().map(SampleRegion::name).collect(Collectors.joining(" "))));
    }

    SampleRegion draw(SplittableRandom random) {
        int at = random.nextInt(total);
        for (SampleRegion region : all) {
            at -= region.weight();
            if (at < 0) {
                return region;
            }
        }
        throw new IllegalStateException("weights of the regions do not add up to " + total);
    }

    /** The largest region that is none of these, {@code rank} places further down. */
    SampleRegion apartFrom(List<String> taken, int rank) {
        return all.stream()
                .filter(r -> !taken.contains(r.name()))
                .skip(rank)
                .findFirst()
                .orElseThrow();
    }
}
