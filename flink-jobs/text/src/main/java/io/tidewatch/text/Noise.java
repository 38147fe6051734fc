package io.tidewatch.text;

import io.tidewatch.text.opinion.Matches;
import io.tidewatch.text.vocabulary.WordRole;
import org.jspecify.annotations.Nullable;

/** Tells advertising, lotteries and automatic texts from what customers say. */
final class Noise {
    static final String ADVERTISING = "advertising";
    static final String LOTTERY = "lottery";
    static final String BOT = "bot";

    /** Signs that must come together; a complaint may name some of them too and needs more. */
    private static final double MIN_COUNT = 4;

    private static final double MIN_BESIDE_A_COMPLAINT = 7;
    private static final double LINK = 1;
    private static final double TOPICS = 1;
    private static final int MANY_TOPICS = 3;
    private static final int MANY_MENTIONS = 2;
    /** One sign of a machine, or two set phrases of agents; a complaint may quote two, hardly three. */
    private static final double ROBOT = 3;

    private static final double ROBOT_BESIDE_A_COMPLAINT = 4.5;

    private Noise() {}

    /** The reason not to count a message, or null. */
    static @Nullable String of(Matches matches, RawSigns signs, boolean complains) {
        String noise = of(matches, signs.links(), signs.topics(), signs.mentions(), complains);
        String before = signs.noiseBefore();
        if (noise != null || before == null) {
            return noise;
        }
        // signs that left the text when it was cleaned, and that it must have had if they make the same of it
        return before.equals(of(matches, 1, signs.topics(), MANY_MENTIONS + 1, complains)) ? before : null;
    }

    private static @Nullable String of(Matches matches, int links, int topics, int mentions, boolean complains) {
        double advertising = links > 0 ? LINK : 0;
        advertising += topics > MANY_TOPICS ? TOPICS : 0;
        double lottery = mentions > MANY_MENTIONS ? 1 : 0;
        double robot = 0;
        for (int m = 0; m < matches.size; m++) {
            WordRole role = matches.entry[m].role();
            if (role == WordRole.ADVERTISING || role == WordRole.LOTTERY || role == WordRole.ROBOT) {
                if (seen(matches, m)) {
                    continue;
                }
                double w = matches.entry[m].weight();
                advertising += role == WordRole.ADVERTISING ? w : 0;
                lottery += role == WordRole.LOTTERY ? w : 0;
                robot += role == WordRole.ROBOT ? w : 0;
            }
        }
        double enough = complains ? MIN_BESIDE_A_COMPLAINT : MIN_COUNT;
        if (advertising >= enough) {
            return ADVERTISING;
        }
        if (lottery >= enough) {
            return LOTTERY;
        }
        return robot >= (complains ? ROBOT_BESIDE_A_COMPLAINT : ROBOT) ? BOT : null;
    }

    /** True when the same entry was found before, or a longer sign ends with this one. */
    @SuppressWarnings("ReferenceEquality") // the entries are those of one vocabulary
    private static boolean seen(Matches matches, int m) {
        for (int k = Math.max(0, m - 64); k < matches.size && k < m + 8; k++) {
            if (k == m) {
                continue;
            }
            if (k < m && matches.entry[k] == matches.entry[m]) {
                return true;
            }
            boolean inside = matches.entry[k].role() == matches.entry[m].role()
                    && matches.start[k] <= matches.start[m]
                    && matches.end[k] >= matches.end[m]
                    && matches.end[k] - matches.start[k] > matches.end[m] - matches.start[m];
            if (inside) {
                return true;
            }
        }
        return false;
    }
}
