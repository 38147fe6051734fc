package io.tidewatch.local.evaluate.judge;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.tidewatch.local.company.CrisisLeaf;
import io.tidewatch.local.company.CrisisScope;
import io.tidewatch.local.company.CrisisShape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one crisis.
 *
 * @param value the region, product or courier; null for the whole country
 * @param onset epoch milliseconds
 * @param messages its own
 * @param told what was first told of it; null when nothing was but what single messages cause
 * @param bySingle true when a rule of kind {@code match} told of one of its messages
 * @param pages in the first day from the onset, caused by it
 * @param singlePages those of {@code pages} behind which there is nothing but single messages
 * @param level true when what tells of it a day after it was told names the level, see {@link NamedLevel}
 * @param rivals detector → what it told; without those that told nothing
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record CrisisOutcome(
        String issue,
        CrisisLeaf leaf,
        CrisisScope scope,
        @Nullable String value,
        CrisisShape shape,
        long onset,
        int messages,
        @Nullable Told told,
        boolean bySingle,
        int pages,
        int singlePages,
        boolean level,
        Map<String, Told> rivals) {

    /**
     * When a crisis was told of.
     *
     * @param by the rule, or the detector
     * @param delayMs from the onset, milliseconds
     * @param messages of the crisis until then
     * @param inTime see {@link CompanyJudge}
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Told(String by, long delayMs, int messages, boolean inTime) {}

    boolean inTime() {
        return told != null && told.inTime();
    }
}
