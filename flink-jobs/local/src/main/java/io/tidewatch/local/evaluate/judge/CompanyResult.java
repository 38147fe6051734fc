package io.tidewatch.local.evaluate.judge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.tidewatch.wire.Json;
import java.util.List;
import java.util.Map;

/**
 * What became of one company's weeks.
 *
 * @param rules hash of all that decided it besides the company
 * @param messages in all weeks
 * @param quietWeeks weeks in which nothing happened
 * @param falsePages pages in them
 * @param singlePages those of {@code falsePages} behind which there is nothing but single messages
 * @param rivals detector → false alarms in the quiet weeks
 * @param pagesByRule rule → pages in the quiet weeks to which it belongs
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CompanyResult(
        int volume,
        long seed,
        String rules,
        long messages,
        double quietWeeks,
        int falsePages,
        int singlePages,
        Map<String, Integer> rivals,
        Map<String, Integer> pagesByRule,
        List<CrisisOutcome> crises) {

    /** One line of JSON. */
    public String json() throws JsonProcessingException {
        return Json.MAPPER.writeValueAsString(this);
    }

    /** @throws JsonProcessingException when it is none */
    public static CompanyResult read(String json) throws JsonProcessingException {
        return Json.MAPPER.readValue(json, CompanyResult.class);
    }
}
