package io.tidewatch.rule.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.rule.DeclaredDimensions;
import io.tidewatch.rule.Dimensions;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.surge.filter.Sensitivity;
import io.tidewatch.wire.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rule files as a JSON Schema (draft 2020-12), so that an editor completes and underlines while one types. It says what
 * fields, kinds and conditions there are; what an expression may say, and what rules mean together, only the check knows.
 */
public final class RuleSchema {
    private static final String DURATION = "^([0-9]+(s|m|h|d))+$";
    private static final String COMPARISON = "^" + ConditionReader.FORM.pattern() + "$";
    private static final List<String> SEVERITIES = List.of("info", "warning", "critical");

    private RuleSchema() {}

    /** The schema, indented, with a line feed at the end; the same text each time. */
    public static String json() {
        return json(DimensionFiles.packaged());
    }

    /** @param declared dimensions that may be named besides those that every installation has */
    public static String json(DeclaredDimensions declared) {
        List<String> dimensions = new ArrayList<>(Dimensions.names());
        dimensions.addAll(declared.names());
        ObjectNode schema = Json.MAPPER.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Tidewatch rules");
        ObjectNode file = object(schema, Set.of("apiVersion", "groups"), List.of("apiVersion", "groups"));
        file.putObject("apiVersion").put("const", "tidewatch/v1");
        ObjectNode groups = file.putObject("groups").put("type", "array");
        groups.putObject("items").put("$ref", "#/$defs/group");
        ObjectNode defs = schema.putObject("$defs");
        definitions(defs);
        group(defs.putObject("group"));
        ArrayNode kinds = defs.putObject("rule").putArray("oneOf");
        for (AlertKind kind : AlertKind.ofRules()) {
            kinds.addObject().put("$ref", "#/$defs/" + kind.wire());
            rule(defs.putObject(kind.wire()), kind, dimensions);
        }
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void group(ObjectNode group) {
        ObjectNode fields = object(group, RuleGroup.FIELDS, List.of("name", "rules"));
        fields.putObject("name").put("type", "string");
        fields.putObject("owner").put("type", "string");
        fields.putObject("interval").put("$ref", "#/$defs/duration").put("default", "30s");
        fields.putObject("allowed_lateness").put("$ref", "#/$defs/duration").put("default", "2m");
        fields.putObject("limits").put("$ref", "#/$defs/limits");
        fields.putObject("rules").put("type", "array").putObject("items").put("$ref", "#/$defs/rule");
    }

    private static void rule(ObjectNode rule, AlertKind kind, List<String> dimensions) {
        KindContract contract = KindContract.of(kind);
        Set<String> names = new TreeSet<>(KindContract.COMMON);
        names.addAll(contract.fields());
        Set<String> required = new TreeSet<>(contract.required());
        required.addAll(List.of("alert", "kind", "severities"));
        ObjectNode fields = object(rule, names, required);
        for (String name : names) {
            field(fields.putObject(name), name, kind, contract, dimensions);
        }
    }

    private static void field(
            ObjectNode field, String name, AlertKind kind, KindContract contract, List<String> dimensions) {
        switch (name) {
            case "kind" -> field.put("const", kind.wire());
            case "for", "window", "within", "background", "keep_firing_for" -> field.put("$ref", "#/$defs/duration");
            case "times" -> field.put("type", "integer").put("minimum", 1);
            case "budget" -> field.put("type", "string").put("pattern", Budget.FORM);
            case "levels" -> strings(field, List.of("together"));
            case "after_close" -> field.put("type", "boolean");
            case "skip" ->
                strings(
                        field,
                        Arrays.stream(SequenceSpec.Skip.values())
                                .map(SequenceSpec.Skip::wire)
                                .toList());
            case "by" -> {
                field.put("type", "array").put("uniqueItems", true);
                strings(field.putObject("items"), dimensions);
            }
            case "windows" ->
                field.put("type", "array").put("maxItems", 5).putObject("items").put("$ref", "#/$defs/duration");
            case "severities" -> severities(field, contract);
            case "recover" -> {
                ObjectNode parts = object(field, names(contract.conditions(), "hold"), List.of());
                conditions(parts, contract.conditions());
                parts.putObject("hold").put("$ref", "#/$defs/duration");
            }
            case "steps" -> {
                field.put("type", "array").put("minItems", 1);
                field.putObject("items").put("$ref", "#/$defs/step");
            }
            case "limits", "labels", "annotations", "evidence" -> field.put("$ref", "#/$defs/" + name);
            case "active_time_intervals" ->
                field.put("type", "array").putObject("items").put("type", "string");
            default -> field.put("type", "string");
        }
    }

    private static void severities(ObjectNode field, KindContract contract) {
        ObjectNode levels = object(field, new TreeSet<>(SEVERITIES), List.of());
        field.put("minProperties", 1);
        for (String severity : SEVERITIES) {
            conditions(
                    object(levels.putObject(severity), names(contract.conditions()), List.of()), contract.conditions());
        }
    }

    private static void conditions(ObjectNode fields, Collection<Metric> metrics) {
        for (Metric m : Metric.values()) {
            if (metrics.contains(m)) {
                ObjectNode condition = fields.putObject(m.wire());
                switch (m) {
                    case SENSITIVITY ->
                        strings(
                                condition,
                                Arrays.stream(Sensitivity.values())
                                        .map(Sensitivity::wire)
                                        .toList());
                    case FDR ->
                        condition
                                .put("type", "number")
                                .put("exclusiveMinimum", 0)
                                .put("maximum", 1);
                    default -> condition.put("type", "string").put("pattern", COMPARISON);
                }
            }
        }
    }

    private static void definitions(ObjectNode defs) {
        defs.putObject("duration").put("type", "string").put("pattern", DURATION);
        ObjectNode limits = object(defs.putObject("limits"), RuleGroup.Limits.FIELDS, List.of());
        limits.putObject("max_series").put("type", "integer").put("minimum", 1);
        limits.putObject("max_alerts").put("type", "integer").put("minimum", 1);
        limits.putObject("cpu").put("type", "string").put("pattern", RuleGroup.Limits.CPU);
        defs.putObject("labels")
                .put("type", "object")
                .putObject("additionalProperties")
                .put("type", "string");
        ObjectNode evidence = object(defs.putObject("evidence"), Set.of("samples", "over_represented"), List.of());
        evidence.putObject("samples").put("type", "integer").put("minimum", 0);
        evidence.putObject("over_represented")
                .put("type", "array")
                .putObject("items")
                .put("type", "string");
        ObjectNode annotations = object(defs.putObject("annotations"), Set.of("summary", "runbook"), List.of());
        ObjectNode summary = object(annotations.putObject("summary"), Set.of("zh", "en"), List.of());
        summary.putObject("zh").put("type", "string");
        summary.putObject("en").put("type", "string");
        annotations.putObject("runbook").put("type", "string");
        ObjectNode step = object(
                defs.putObject("step"),
                Set.of("name", "where", "times", "optional", "absent", "contiguity"),
                List.of("name", "where"));
        ArrayNode name = step.putObject("name").putArray("oneOf");
        name.addObject().put("type", "string");
        ObjectNode names = object(name.addObject(), Set.of("zh", "en"), List.of("zh", "en"));
        names.putObject("zh").put("type", "string");
        names.putObject("en").put("type", "string");
        step.putObject("where").put("type", "string");
        step.putObject("times").put("type", "integer").put("minimum", 1).put("default", 1);
        step.putObject("optional").put("type", "boolean").put("default", false);
        step.putObject("absent").put("type", "boolean").put("default", false);
        strings(step.putObject("contiguity"), List.of("relaxed", "strict"));
    }

    private static Set<String> names(Collection<Metric> metrics, String... more) {
        Set<String> out = new TreeSet<>(List.of(more));
        metrics.forEach(m -> out.add(m.wire()));
        return out;
    }

    private static void strings(ObjectNode field, Collection<String> values) {
        ArrayNode all = field.putArray("enum");
        values.forEach(all::add);
    }

    /**
     * An object without other fields.
     *
     * @return where its fields are to be put
     */
    private static ObjectNode object(ObjectNode node, Set<String> names, Collection<String> required) {
        node.put("type", "object").put("additionalProperties", false);
        if (!required.isEmpty()) {
            ArrayNode all = node.putArray("required");
            required.forEach(all::add);
        }
        ObjectNode fields = node.putObject("properties");
        if (!names.containsAll(required)) {
            throw new IllegalStateException("required " + required + " is not among " + names);
        }
        return fields;
    }
}
