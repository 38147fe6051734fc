package io.tidewatch.feedback.shared;

import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Feedback;
import org.jspecify.annotations.Nullable;

/** A field of a message that says who is meant. */
public enum IdField {
    AUTHOR("author") {
        @Override
        @Nullable
        String of(Feedback f) {
            return f.author().id();
        }

        @Override
        Feedback without(Feedback f) {
            Author a = f.author();
            return f.toBuilder()
                    .author(new Author(null, a.role(), a.name(), a.followers(), a.verified()))
                    .build();
        }
    },

    CUSTOMER("customer") {
        @Override
        @Nullable
        String of(Feedback f) {
            return f.customer().id();
        }

        @Override
        Feedback without(Feedback f) {
            Customer c = f.customer();
            return f.toBuilder()
                    .customer(new Customer(null, c.tier(), c.region(), c.city(), c.ageBand()))
                    .build();
        }
    },

    ORDER("order") {
        @Override
        @Nullable
        String of(Feedback f) {
            return f.orderId();
        }

        @Override
        Feedback without(Feedback f) {
            return f.toBuilder().orderId(null).build();
        }
    };

    static final int COUNT = 3;
    private static final IdField[] ALL = values();

    private final String dimension;

    IdField(String dimension) {
        this.dimension = dimension;
    }

    /** What rules call it. */
    public String dimension() {
        return dimension;
    }

    /** Null when the source gives none. */
    abstract @Nullable String of(Feedback f);

    /** The same message, as if the source had given none. */
    abstract Feedback without(Feedback f);

    static IdField at(int ordinal) {
        return ALL[ordinal];
    }
}
