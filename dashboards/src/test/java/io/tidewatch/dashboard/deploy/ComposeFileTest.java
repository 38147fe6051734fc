package io.tidewatch.dashboard.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComposeFileTest {
    private static final Path TOP = Path.of("..");
    private static final Path DOCKER = TOP.resolve("flink-jobs/docker");

    @Test
    void shouldFollowTheComposeSpecification() throws IOException {
        Validator.Result result = validate(yaml());
        assertThat(result.getErrors())
                .extracting(e -> e.getInstanceLocation() + " " + e.getError())
                .isEmpty();
        assertThat(result.isValid()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "mem_limit: 384m,mem_limitt: 384m",
        "condition: service_healthy,conditon: service_healthy",
        "timeout: 3s,timeoutt: 3s",
        "ports: ['127.0.0.1:6379:6379'],ports: 6379"
    })
    void shouldFindAMisspeltKey(String right, String wrong) throws IOException {
        assertThat(yaml()).contains(right);
        assertThat(validate(yaml().replaceFirst(java.util.regex.Pattern.quote(right), wrong))
                        .isValid())
                .isFalse();
    }

    @Test
    void shouldMeanWhatItSays() throws IOException {
        ComposeFile file = ComposeFile.parse(yaml());
        assertThat(file.problems()).isEmpty();
        assertThat(file.services())
                .contains(
                        "kafka",
                        "elasticsearch",
                        "kibana",
                        "redis",
                        "init",
                        "wall",
                        "annotate",
                        "detect",
                        "notify",
                        "index");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis:7.2.5 | redis:latest | redis: not pinned",
                "'127.0.0.1:6379:6379' | '6379:6379' | redis: port is open to all",
                "'127.0.0.1:8082:8081' | '127.0.0.1:8081:8081' | port twice",
                "redis: {condition: service_healthy} | valkey: {condition: service_healthy} | depends on no service: valkey",
                "['kafka:/var/lib/kafka/data'] | ['kafkas:/var/lib/kafka/data'] | no named volume kafkas",
                "KAFKA_LOG_DIRS: /var/lib/kafka/data | KAFKA_LOG_DIRS: /tmp | KAFKA_LOG_DIRS is not on a volume",
                "KAFKA_NODE_ID: '1' | KAFKA_NODE: '1' | kafka: missing one of",
                "rpc.address:detect | rpc.address: detect | FLINK_PROPERTIES loses blanks",
                "file:/run/secrets/elastic_password | hunter2 | a secret in the open",
                "TIDEWATCH_REDIS_URL | TIDEWATCH_REDIS | nobody reads TIDEWATCH_REDIS",
                "secrets: [elastic_password, id_key] | secrets: [elastic_password] | secret is not mounted: id_key",
                "mem_limit: 384m | mem_reservation: 384m | redis: no limits"
            })
    void shouldFindWhatTheSchemaCannot(String right, String wrong, String problem) throws IOException {
        assertThat(yaml()).contains(right);
        assertThat(ComposeFile.parse(yaml().replace(right, wrong)).problems())
                .anySatisfy(p -> assertThat(p).contains(problem));
    }

    @Test
    void shouldBuildImagesThatMayWriteWhereTheyMust() throws IOException {
        String dockerfile = Files.readString(DOCKER.resolve("Dockerfile"));
        String compose = yaml();
        assertThat(dockerfile)
                .as("the Flink image runs as 9999, a fresh volume takes the owner of its directory")
                .containsPattern("mkdir -p /flink/checkpoints.*chown -R 9999:9999 /flink")
                .containsPattern("FROM flink:2\\.2\\.1-java17 AS jobs")
                .contains("USER flink")
                .contains("AS tools")
                .doesNotContain(":latest");
        assertThat(compose).contains("flink:/flink").contains("target: jobs").contains("target: tools");
        for (String script : new String[] {"run-job.sh", "healthy.sh"}) {
            assertThat(dockerfile).contains("flink-jobs/docker/" + script);
            assertThat(compose).contains("/opt/tidewatch/" + script);
            assertThat(Files.isExecutable(DOCKER.resolve(script))).as(script).isTrue();
        }
    }

    @Test
    void shouldNameClassesThatExist() throws Exception {
        ComposeFile file = ComposeFile.parse(yaml());
        for (String service : new String[] {"init", "kibana-init", "wall"}) {
            String name =
                    String.valueOf(((java.util.List<?>) file.service(service).get("command")).get(0));
            assertThat(Class.forName(name).getMethod("main", String[].class)).isNotNull();
        }
    }

    private static String yaml() throws IOException {
        return Files.readString(TOP.resolve("docker-compose.yml"));
    }

    private static Validator.Result validate(String yaml) throws IOException {
        try (var schema = ComposeFileTest.class.getResourceAsStream("/compose/compose-spec.json")) {
            return new ValidatorFactory()
                    .validate(
                            new String(schema.readAllBytes(), StandardCharsets.UTF_8)
                                    .replace("http://json-schema.org/", "https://json-schema.org/"),
                            ComposeFile.parse(yaml).json());
        }
    }
}
