package io.tidewatch.dashboard.deploy;

import io.tidewatch.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A Compose file with its merge keys resolved, and what is wrong with its meaning. */
record ComposeFile(Map<String, Object> root) {
    private static final Set<String> KAFKA_NEEDS = Set.of(
            "CLUSTER_ID",
            "KAFKA_NODE_ID",
            "KAFKA_PROCESS_ROLES",
            "KAFKA_CONTROLLER_QUORUM_VOTERS",
            "KAFKA_LISTENERS",
            "KAFKA_ADVERTISED_LISTENERS",
            "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
            "KAFKA_CONTROLLER_LISTENER_NAMES",
            "KAFKA_INTER_BROKER_LISTENER_NAME",
            "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR",
            "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR",
            "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR",
            "KAFKA_LOG_DIRS");
    private static final Set<String> VARIABLES = Set.of(
            "TIDEWATCH_KAFKA_BOOTSTRAP",
            "TIDEWATCH_ELASTICSEARCH_URL",
            "TIDEWATCH_ELASTICSEARCH_USER",
            "TIDEWATCH_ELASTICSEARCH_PASSWORD",
            "TIDEWATCH_REDIS_URL",
            "TIDEWATCH_TIMEZONE",
            "TIDEWATCH_KIBANA_URL",
            "TIDEWATCH_ID_KEY",
            "TIDEWATCH_WALL_BIND",
            "TIDEWATCH_WALL_PORT");

    static ComposeFile parse(String yaml) {
        Object loaded =
                new Load(LoadSettings.builder().setMaxAliasesForCollections(200).build()).loadFromString(yaml);
        return new ComposeFile(map(merged(loaded)));
    }

    private static Object merged(Object value) {
        if (value instanceof List<?> list) {
            return new ArrayList<>(list.stream().map(ComposeFile::merged).toList());
        }
        if (!(value instanceof Map<?, ?> in)) {
            return value;
        }
        Map<String, Object> out = new LinkedHashMap<>();
        Object base = in.get("<<");
        if (base != null) {
            out.putAll(map(merged(base)));
        }
        in.forEach((k, v) -> {
            if (!k.equals("<<")) {
                out.put(String.valueOf(k), merged(v));
            }
        });
        return out;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    private static List<?> list(Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    String json() {
        return Json.MAPPER.valueToTree(root).toString();
    }

    Map<String, Object> service(String name) {
        return map(map(root.get("services")).get(name));
    }

    Set<String> services() {
        return new TreeSet<>(map(root.get("services")).keySet());
    }

    /** Each problem names the service; empty when there are none. */
    List<String> problems() {
        List<String> out = new ArrayList<>();
        Set<String> mounted = new TreeSet<>();
        Set<String> ports = new TreeSet<>();
        for (String name : services()) {
            Map<String, Object> s = service(name);
            image(name, s, out);
            health(name, s, out);
            map(s.get("depends_on")).forEach((on, how) -> {
                check(services().contains(on), name + ": depends on no service: " + on, out);
                boolean waitsForHealth = "service_healthy".equals(map(how).get("condition"));
                check(
                        !waitsForHealth || !oneShot(service(on)),
                        name + ": waits for the health of a one-shot " + on,
                        out);
            });
            for (Object v : list(s.get("volumes"))) {
                String volume = String.valueOf(v).split(":")[0];
                mounted.add(volume);
                check(map(root.get("volumes")).containsKey(volume), name + ": no named volume " + volume, out);
            }
            for (Object secret : list(s.get("secrets"))) {
                check(map(root.get("secrets")).containsKey(secret), name + ": no secret " + secret, out);
            }
            for (Object port : list(s.get("ports"))) {
                String p = String.valueOf(port);
                check(p.startsWith("127.0.0.1:"), name + ": port is open to all: " + p, out);
                check(ports.add(p.substring(0, p.lastIndexOf(':'))), name + ": port twice: " + p, out);
            }
            check(s.containsKey("mem_limit") && s.containsKey("cpus"), name + ": no limits", out);
            check(s.containsKey("restart"), name + ": no restart policy", out);
            check(
                    map(map(s.get("logging")).get("options")).containsKey("max-size"),
                    name + ": logs grow for ever",
                    out);
            environment(name, s, out);
        }
        for (String volume : map(root.get("volumes")).keySet()) {
            check(mounted.contains(volume), "volume is not mounted: " + volume, out);
        }
        Map<String, Object> kafka = map(service("kafka").get("environment"));
        check(kafka.keySet().containsAll(KAFKA_NEEDS), "kafka: missing one of " + new TreeSet<>(KAFKA_NEEDS), out);
        check(
                list(service("kafka").get("volumes")).toString().contains(":" + kafka.get("KAFKA_LOG_DIRS")),
                "kafka: KAFKA_LOG_DIRS is not on a volume",
                out);
        return out;
    }

    private static void image(String name, Map<String, Object> s, List<String> out) {
        String image = String.valueOf(s.get("image"));
        check(image.matches("[a-z0-9/-]+:[0-9]+\\.[0-9]+\\.[0-9]+[a-z0-9._-]*"), name + ": not pinned: " + image, out);
    }

    private static boolean oneShot(Map<String, Object> s) {
        return "on-failure".equals(s.get("restart"));
    }

    private static void health(String name, Map<String, Object> s, List<String> out) {
        Map<String, Object> health = map(s.get("healthcheck"));
        check(oneShot(s) || health.containsKey("test"), name + ": no health check", out);
    }

    private static void environment(String name, Map<String, Object> s, List<String> out) {
        Map<String, Object> environment = map(s.get("environment"));
        environment.forEach((key, value) -> {
            String text = String.valueOf(value);
            check(!key.startsWith("TIDEWATCH_") || VARIABLES.contains(key), name + ": nobody reads " + key, out);
            check(
                    !key.matches(".*(PASSWORD|SECRET|ID_KEY)") || text.startsWith("file:/run/secrets/"),
                    name + ": a secret in the open: " + key,
                    out);
            if (text.startsWith("file:/run/secrets/") || text.startsWith("/run/secrets/")) {
                String secret = text.substring(text.lastIndexOf('/') + 1);
                check(list(s.get("secrets")).contains(secret), name + ": secret is not mounted: " + secret, out);
            }
            if (key.equals("FLINK_PROPERTIES")) {
                for (String line : text.split("\n")) {
                    check(!line.strip().contains(" "), name + ": FLINK_PROPERTIES loses blanks: " + line.strip(), out);
                }
            }
        });
    }

    private static void check(boolean fine, String problem, List<String> out) {
        if (!fine) {
            out.add(problem);
        }
    }
}
