package io.tidewatch.notify;

import io.tidewatch.alert.Bilingual;
import java.io.Serializable;

/** What people call an issue. */
@FunctionalInterface
public interface IssueNames extends Serializable {
    /** The name of a taxonomy id; the id itself when unknown. */
    Bilingual nameOf(String issue);

    /** Every issue is called by its id. */
    static IssueNames ids() {
        return id -> new Bilingual(id, id);
    }
}
