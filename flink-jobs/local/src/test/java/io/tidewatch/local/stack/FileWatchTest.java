package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.local.cli.Checkouts;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RuleManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    @TempDir
    private Path directory;

    private final StringWriter said = new StringWriter();
    private final List<StackFiles> published = new ArrayList<>();
    private Path taxonomy;
    private FileWatch watch;

    @BeforeEach
    void copyTheShippedFiles() throws IOException {
        Path shipped = Path.of(Checkouts.root().toString(), "alert-rules");
        taxonomy = copy(shipped.resolve("taxonomy"), "taxonomy");
        Path rules = copy(shipped.resolve("rules"), "rules");
        Configuration settings = Configuration.read(
                directory,
                null,
                Map.of(),
                Map.of(
                        Option.TAXONOMY_DIR.key(), taxonomy.toString(),
                        Option.RULES_DIR.key(), rules.toString(),
                        Option.NOTIFY_FILE.key(), shipped.resolve("notify.yaml").toString()));
        watch = new FileWatch(
                settings,
                StackFiles.read(settings),
                (files, changed) -> {
                    published.add(files);
                    return new FolderPublication.Published(bundle(10L + published.size()), List.of());
                },
                new RuleNews(Optional::empty, () -> {}, null, new Progress(new PrintWriter(said))),
                new Progress(new PrintWriter(said)));
    }

    @Test
    void shouldPutASavedFileLiveOnceItHasStoppedChanging() throws IOException {
        // given
        edit("快递五天没动", "快递六天没动");
        // when
        watch.look();
        assertThat(published).isEmpty();
        watch.look();
        watch.look();
        // then
        assertThat(published)
                .singleElement()
                .satisfies(f -> assertThat(f.taxonomy().get("zh-retail.yaml")).contains("快递六天没动"));
        assertThat(said.toString()).isEqualTo("live: revision 11, changed: zh-retail.yaml\n");
    }

    @Test
    void shouldRefuseAFaultyFileWithItsProblemsAndTakeTheMendedOne() throws IOException {
        // given
        edit("severity: P2", "severity: P7");
        // when
        watch.look();
        watch.look();
        watch.look();
        // then
        assertThat(published).isEmpty();
        assertThat(said.toString())
                .containsOnlyOnce("refused, what was live stays")
                .contains("zh-retail.yaml:")
                .contains("leaves[0].severity");

        // when
        edit("severity: P7", "severity: P3");
        watch.look();
        watch.look();
        // then
        assertThat(published).hasSize(1);
    }

    @Test
    void shouldTakeARuleThatNamesALeafWhichCameWithIt() throws IOException {
        // given
        Path own = taxonomy.resolveSibling("rules").resolve("own.yaml");
        Files.writeString(own, """
                apiVersion: tidewatch/v1
                groups:
                - name: own
                  rules:
                  - alert: DroneStuck
                    kind: threshold
                    where: 'issue == "logistics.drone_stuck" && complaint'
                    by: [region]
                    window: 10m
                    severities:
                      warning: {originals: '>= 3'}
                """);
        // when
        watch.look();
        watch.look();
        // then
        assertThat(published).isEmpty();
        assertThat(said.toString()).contains("logistics.drone_stuck");

        // when
        Files.writeString(taxonomy.resolve("own.yaml"), """
                apiVersion: tidewatch/v1
                leaves:
                - id: logistics.drone_stuck
                  name: {zh: 无人机滞留, en: Drone stuck}
                  need: 准时
                  severity: P2
                  cause: 供应商
                  touchpoint: delivery
                  owner: logistics-oncall
                  fallback: duty-manager
                  runbook: runbooks/logistics.md
                  negative_only: true
                  keywords: [无人机卡住]
                  examples: [无人机卡住两小时了, 说是无人机卡住送不了]
                  counter_examples: [无人机送得真快, 无人机很酷]
                """);
        watch.look();
        watch.look();
        // then
        assertThat(said.toString()).contains("live: revision 11, changed: own.yaml");
        assertThat(published.get(0).issues().nameOf("logistics.drone_stuck").zh())
                .isEqualTo("无人机滞留");
    }

    @Test
    void shouldRefuseALeafThatNobodyOwnsAndWarnOfAKeywordThatTwoClaim() throws IOException {
        // given
        String leaf = """
                apiVersion: tidewatch/v1
                leaves:
                - id: quality.zip
                  name: {zh: 拉链, en: Zip}
                  need: 安全
                  severity: P3
                  cause: 供应商
                  touchpoint: product
                  owner: li.wei
                  fallback: duty-manager
                  runbook: runbooks/quality.md
                  negative_only: true
                  keywords: [拉链坏]
                  examples: [拉链坏了, 又是拉链坏了]
                  counter_examples: [拉链好, 好拉链]
                """;
        Files.writeString(taxonomy.resolve("own.yaml"), leaf);

        // when
        watch.look();
        watch.look();

        // then
        assertThat(published).isEmpty();
        assertThat(said.toString())
                .contains("refused, what was live stays")
                .contains("own.yaml:9:10: leaves[0].owner: owner 'li.wei' of leaf quality.zip is not in notify.yaml,"
                        + " expected one of after-sales-oncall, ");

        // when
        Files.writeString(taxonomy.resolve("own.yaml"), leaf.replace("li.wei", "quality-oncall"));
        watch.look();
        watch.look();

        // then
        assertThat(published).hasSize(1);
        assertThat(said.toString())
                .contains(
                        "live: revision 11, changed: own.yaml\nown.yaml:13:14: leaves[0].keywords[0]: warning: keyword"
                                + " '拉链坏' of leaf quality.zip is also claimed by quality.defect at zh-retail.yaml:")
                .contains(": quality.zip wins, it has it without a gap");
    }

    @Test
    void shouldReportNothingWhenAFileIsSavedUnchanged() throws IOException {
        // given
        Path file = taxonomy.resolve("zh-retail.yaml");
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1));
        // when
        watch.look();
        watch.look();
        // then
        assertThat(published).isEmpty();
        assertThat(said.toString()).isEmpty();
    }

    private static RuleBundle bundle(long revision) {
        return RuleBundle.assemble(RuleManifest.of(revision, List.of(), "test", "", 0), key -> null);
    }

    private void edit(String from, String to) throws IOException {
        Path file = taxonomy.resolve("zh-retail.yaml");
        String text = Files.readString(file);
        int at = text.indexOf(from);
        Files.writeString(file, text.substring(0, at) + to + text.substring(at + from.length()) + "\n");
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = Files.createDirectory(directory.resolve(name));
        try (var files = Files.list(from)) {
            for (Path p : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                Files.copy(p, to.resolve(p.getFileName().toString()));
            }
        }
        return to;
    }
}
