package io.tidewatch.local.company;

import org.jspecify.annotations.Nullable;

/** Whom a crisis strikes. */
public enum CrisisScope {
    NATIONWIDE("nationwide", null),
    REGION("one region", "region"),
    PRODUCT("one product", "product"),
    COURIER("one courier", "courier");

    private final String title;
    private final @Nullable String dimension;

    CrisisScope(String title, @Nullable String dimension) {
        this.title = title;
        this.dimension = dimension;
    }

    public String title() {
        return title;
    }

    /** Name of the dimension as rules have it; null for the whole country. */
    public @Nullable String dimension() {
        return dimension;
    }
}
