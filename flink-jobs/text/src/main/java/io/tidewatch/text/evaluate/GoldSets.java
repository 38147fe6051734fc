package io.tidewatch.text.evaluate;

import java.util.List;

/** Names of the sets of texts by strangers. */
public final class GoldSets {
    public static final String COSMETICS = "cosmetics";
    public static final String CLOTHING = "clothing";
    public static final String LAPTOP = "laptop";
    public static final String RESTAURANT = "restaurant";
    public static final String SERVICE_DESK = "service desk";
    public static final String TAKEAWAY = "takeaway";
    public static final String HOTEL = "hotel";
    public static final String AIRLINE = "airline";

    /** Reviews of ten kinds of goods, to learn from alone. */
    public static final String SHOPPING = "shopping";

    /** Posts on cars, to learn from what is no opinion. */
    public static final String CARS = "cars";

    /** Titles of what a social network speaks of, to learn from what nobody complains of. */
    public static final String HEADLINES = "headlines";

    /** Posts on a social network, to learn from which moods are no complaint. */
    public static final String MICROBLOG = "microblog";

    /** Those that weights may be learnt from: of the airline's no shipped ones may. */
    public static final List<String> LEARNT = List.of(
            COSMETICS,
            CLOTHING,
            LAPTOP,
            RESTAURANT,
            SERVICE_DESK,
            TAKEAWAY,
            HOTEL,
            SHOPPING,
            CARS,
            MICROBLOG,
            HEADLINES);

    /** Those labelled by aspect. */
    public static final List<String> BY_ASPECT = List.of(COSMETICS, CLOTHING, LAPTOP, RESTAURANT);

    private GoldSets() {}

    /** Where such texts are written: a customer service's own channel is a social network, as is an airline's. */
    static String channel(String set) {
        return set.equals(SERVICE_DESK) || set.equals(AIRLINE) ? "social" : "review";
    }
}
