package io.tidewatch.local.evaluate.judge;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Lift;
import io.tidewatch.local.company.Crisis;
import java.util.Comparator;
import java.util.Set;

/** Whether an alert says at which level a crisis lies: the whole country, a region, a product or a courier. */
final class NamedLevel {
    private static final Set<String> OF_THE_COUNTRY = Set.of("issue", "category");

    private NamedLevel() {}

    /**
     * True when the level of an alert is the crisis's: its value, or, of the whole country, none. Where the alert says no level,
     * its group or the strongest over-represented value does.
     */
    static boolean isRight(Alert told, Crisis crisis) {
        String dimension = crisis.scope().dimension();
        Group level = told.level();
        if (level != null) {
            return dimension == null
                    ? level.names().isEmpty()
                    : String.valueOf(crisis.value()).equals(level.get(dimension));
        }
        if (dimension == null) {
            return OF_THE_COUNTRY.containsAll(told.group().names());
        }
        String value = crisis.value();
        return String.valueOf(value).equals(told.group().get(dimension))
                || told.evidence().overRepresented().stream()
                        .max(Comparator.comparingDouble(Lift::lift))
                        .filter(l ->
                                l.dimension().equals(dimension) && l.value().equals(value))
                        .isPresent();
    }
}
