package io.tidewatch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The arrows of the house, over the compiled classes of all modules:
 *
 * <pre>
 * alert-rules ◄─ text ◄─┐
 * alert-rules ◄─ connectors ◄─ early-warning ◄─ replay ◄─ local        alert-rules ◄─ connectors ◄─ dashboards ◄─ local
 * </pre>
 */
class ArchitectureTest {
    private static final String[] ALERT_RULES = {
        "io.tidewatch.feedback..",
        "io.tidewatch.taxonomy..",
        "io.tidewatch.calendar..",
        "io.tidewatch.surge..",
        "io.tidewatch.limit..",
        "io.tidewatch.series..",
        "io.tidewatch.hash..",
        "io.tidewatch.time..",
        "io.tidewatch.rule..",
        "io.tidewatch.alert..",
        "io.tidewatch.episode..",
        "io.tidewatch.level..",
        "io.tidewatch.term..",
        "io.tidewatch.wire..",
        "io.tidewatch.notify..",
        "io.tidewatch.yaml.."
    };
    private static final String TEXT = "io.tidewatch.text..";
    private static final String HANLP = "io.tidewatch.text.hanlp..";
    private static final String CONNECTOR = "io.tidewatch.connector..";
    private static final String JOB = "io.tidewatch.job..";
    private static final String DASHBOARD = "io.tidewatch.dashboard..";
    private static final String LOCAL = "io.tidewatch.local..";
    private static final String REPLAY = "io.tidewatch.replay..";
    private static final String NFA = "io.tidewatch.job.detect.follow.nfa..";

    private static final Pattern VAGUE = Pattern.compile(
            "(?i)(^|\\.)(utils?|commons?|helpers?|managers?|misc)(\\.|$)|(Utils?|Commons?|Helpers?|Managers?|Info)$");

    /** Class → methods that read the clock of the machine or stop a thread; the way is an injected {@link java.time.Clock}. */
    private static final Map<String, Set<String>> CLOCKS = Map.of(
            "java.time.Instant", Set.of("now"),
            "java.time.LocalDate", Set.of("now"),
            "java.time.LocalTime", Set.of("now"),
            "java.time.LocalDateTime", Set.of("now"),
            "java.time.OffsetDateTime", Set.of("now"),
            "java.time.ZonedDateTime", Set.of("now"),
            "java.lang.System", Set.of("currentTimeMillis"),
            "java.lang.Thread", Set.of("sleep"),
            "java.util.concurrent.TimeUnit", Set.of("sleep"));

    static final ArchRule ALERT_RULES_ARE_THE_BOTTOM = noClasses()
            .that()
            .resideInAnyPackage(ALERT_RULES)
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.tidewatch..").and(DescribedPredicate.not(resideInAnyPackage(ALERT_RULES))))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink..",
                    "org.apache.kafka..",
                    "io.lettuce..",
                    "co.elastic..",
                    "org.elasticsearch..",
                    "com.hankcs..",
                    "io.javalin..",
                    "picocli..");

    static final ArchRule TEXT_KNOWS_ONLY_ALERT_RULES = noClasses()
            .that()
            .resideInAPackage(TEXT)
            .should()
            .dependOnClassesThat(resideInAPackage("io.tidewatch..")
                    .and(resideOutsideOfPackages(TEXT))
                    .and(DescribedPredicate.not(resideInAnyPackage(ALERT_RULES))))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink..", "org.apache.kafka..", "io.lettuce..", "co.elastic..", "org.elasticsearch..");

    static final ArchRule HANLP_STAYS_BEHIND_ITS_ADAPTER = noClasses()
            .that()
            .resideOutsideOfPackage(HANLP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.hankcs..");

    static final ArchRule CONNECTORS_KNOW_ONLY_ALERT_RULES = noClasses()
            .that()
            .resideInAPackage(CONNECTOR)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TEXT, JOB, REPLAY, DASHBOARD, LOCAL);

    /** kafka, redis, elasticsearch, notify and file stand side by side; ingest is a door that opens onto kafka. */
    static final ArchRule NO_CONNECTOR_KNOWS_ANOTHER = slices().matching("io.tidewatch.connector.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    resideInAPackage("io.tidewatch.connector.ingest.."),
                    resideInAPackage("io.tidewatch.connector.kafka.."));

    /** What receivers share is notify.send; only the registry itself (notify.Senders) knows them all. */
    static final ArchRule NO_RECEIVER_KNOWS_ANOTHER = slices().matching("io.tidewatch.connector.notify.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    DescribedPredicate.alwaysTrue(), resideInAPackage("io.tidewatch.connector.notify.send.."));

    static final ArchRule RECEIVERS_ARE_NAMED_IN_THE_REGISTRY_ONLY = noClasses()
            .that()
            .resideInAnyPackage("io.tidewatch.connector.notify.(*)..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.tidewatch.connector.notify.Senders");

    static final ArchRule JOBS_DO_NOT_KNOW_WHO_RUNS_OR_SHOWS_THEM = noClasses()
            .that()
            .resideInAPackage(JOB)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(REPLAY, DASHBOARD, LOCAL);

    /** Jobs know of each other by topics alone. */
    static final ArchRule NO_JOB_KNOWS_ANOTHER = slices().matching("io.tidewatch.job.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    DescribedPredicate.alwaysTrue(),
                    resideInAnyPackage(
                            "io.tidewatch.job.bundle", "io.tidewatch.job.metric", "io.tidewatch.job.settings"));

    /** Replaying needs no server, no wall and no launcher. */
    static final ArchRule REPLAY_DOES_NOT_KNOW_WHO_RUNS_OR_SHOWS_IT = noClasses()
            .that()
            .resideInAPackage(REPLAY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DASHBOARD, LOCAL);

    /** What is public in detection only so that its packages reach each other; a Primer is a record of a topic. */
    static final ArchRule DETECTION_IS_REACHED_THROUGH_ITS_PIPELINE = noClasses()
            .that()
            .resideOutsideOfPackages("io.tidewatch.job.detect..", REPLAY)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "io.tidewatch.job.detect.time..",
                            "io.tidewatch.job.detect.tide..",
                            "io.tidewatch.job.detect.launch..",
                            "io.tidewatch.job.detect.copies..",
                            "io.tidewatch.job.detect.route..",
                            "io.tidewatch.job.detect.series..",
                            "io.tidewatch.job.detect.follow..",
                            "io.tidewatch.job.detect.episode..",
                            "io.tidewatch.job.detect.figures..")
                    .and(DescribedPredicate.not(
                            JavaClass.Predicates.type(io.tidewatch.job.detect.series.Primer.class))));

    /** What is public in text analysis only so that its packages reach each other. */
    static final ArchRule TEXT_IS_REACHED_THROUGH_ITS_ANALYZER = noClasses()
            .that()
            .resideOutsideOfPackage(TEXT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.tidewatch.text.vocabulary..", "io.tidewatch.text.opinion..", "io.tidewatch.text.clean..");

    /** Scoring knows counts, not rules. */
    static final ArchRule SURGE_KNOWS_NO_RULE = noClasses()
            .that()
            .resideInAPackage("io.tidewatch.surge..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tidewatch.rule..", "io.tidewatch.series..", "io.tidewatch.notify..");

    /** The entry points are at the top of their modules. */
    static final ArchRule NOTHING_KNOWS_THE_ENTRY_POINTS = noClasses()
            .that()
            .resideOutsideOfPackages("io.tidewatch.local", "io.tidewatch.job")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tidewatch.local", "io.tidewatch.job");

    static final ArchRule DASHBOARDS_DO_NOT_KNOW_THE_JOBS = noClasses()
            .that()
            .resideInAPackage(DASHBOARD)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TEXT, JOB, REPLAY, LOCAL);

    static final ArchRule NO_CYCLES_BETWEEN_PACKAGES =
            slices().matching("io.tidewatch.(**)").should().beFreeOfCycles();

    static final ArchRule NO_VAGUE_NAMES = noClasses()
            .should(ArchCondition.from(DescribedPredicate.describe(
                    "are named Util, Helper, Manager, Common or Info, which is usually two names",
                    (JavaClass c) -> VAGUE.matcher(c.getPackageName()).find()
                            || (!c.getSimpleName().equals("package-info")
                                    && VAGUE.matcher(c.getSimpleName()).find()))));

    /** The launcher waits for processes that are not its own; everything else asks a clock that it was given. */
    static final ArchRule TIME_COMES_FROM_A_CLOCK =
            noClasses().that().resideOutsideOfPackage(LOCAL).should().callMethodWhere(readsTheMachineClock());

    /** Which clock that is, is said by what starts things: launchers, job definitions, {@code open()} of an operator. */
    static final ArchRule THE_SYSTEM_CLOCK_IS_CHOSEN_AT_THE_TOP = noClasses()
            .that()
            .resideInAnyPackage(ALERT_RULES)
            .or()
            .resideInAPackage(TEXT)
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "Clock.system…",
                    call -> call.getTargetOwner().isEquivalentTo(java.time.Clock.class)
                            && call.getName().startsWith("system")));

    static final ArchRule FLINK_CEP_INTERNALS_STAY_IN_ONE_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage(NFA)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.flink.cep.nfa..",
                    "org.apache.flink.cep.operator..",
                    "org.apache.flink.cep.configuration..");

    /** What runs is decided where it can be tested and explained without Flink; operators load, call, store and send. */
    static final ArchRule DECISIONS_KNOW_NO_FLINK = noClasses()
            .that()
            .haveFullyQualifiedName("io.tidewatch.job.detect.route.MessageRouter")
            .or()
            .haveFullyQualifiedName("io.tidewatch.job.detect.route.MessageGroups")
            .or()
            .haveFullyQualifiedName("io.tidewatch.job.detect.rules.RuleIndex")
            .or()
            .haveFullyQualifiedName("io.tidewatch.job.detect.rules.ActiveRules")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..");

    /** A rule's kind is a type; its name is for the wire, for those who word alerts, and for the demo, which waits for one. */
    static final ArchRule KINDS_ARE_FOLDED_NOT_COMPARED = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.tidewatch.alert",
                    "io.tidewatch.alert.words",
                    "io.tidewatch.rule..",
                    "io.tidewatch.wire",
                    "io.tidewatch.notify.message",
                    "io.tidewatch.local.demo")
            .should()
            .accessFieldWhere(DescribedPredicate.describe(
                    "a constant of AlertKind",
                    access -> access.getTargetOwner().isEquivalentTo(io.tidewatch.alert.AlertKind.class)));

    /** Two subtasks of a process must not meet, but for reading the same files once: what is shared there never changes. */
    static final ArchRule JOBS_SHARE_NO_STATE = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat(resideInAPackage(JOB)
                    .and(DescribedPredicate.not(JavaClass.Predicates.simpleName("RuleFilesCache")))
                    .and(DescribedPredicate.not(JavaClass.Predicates.simpleName("SharedAnalysis"))))
            .should()
            .beFinal()
            .andShould(ArchCondition.from(DescribedPredicate.describe(
                    "hold what cannot be changed",
                    (JavaField f) -> f.getModifiers().contains(JavaModifier.SYNTHETIC) || !isMutable(valueOf(f)))));

    /** All rules above look at something: a package that was renamed would let them pass unseen. */
    static final ArchRule EVERY_CLASS_HAS_A_PLACE = classes()
            .that()
            .resideInAPackage("io.tidewatch..")
            .should()
            .resideInAnyPackage(concat(ALERT_RULES, TEXT, CONNECTOR, JOB, REPLAY, DASHBOARD, LOCAL));

    /** One test per rule above. Made here and not by ArchUnit's own engine, whose tests the build's report counts as none. */
    @TestFactory
    Stream<DynamicTest> shouldHoldTheRulesOfTheHouse() {
        JavaClasses house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("io.tidewatch");
        return Arrays.stream(ArchitectureTest.class.getDeclaredFields())
                .filter(f -> f.getType() == ArchRule.class)
                .map(f -> DynamicTest.dynamicTest(f.getName(), () -> rule(f).check(house)));
    }

    private static ArchRule rule(Field field) throws IllegalAccessException {
        return (ArchRule) field.get(null);
    }

    private static Object valueOf(JavaField field) {
        try {
            Field f = field.reflect();
            f.setAccessible(true);
            return f.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isMutable(Object value) {
        if (value instanceof Object[] array) {
            return array.length > 0;
        }
        return value instanceof AtomicReference
                || value instanceof AtomicLong
                || value instanceof AtomicInteger
                || value instanceof AtomicBoolean
                || value instanceof ThreadLocal
                || ((value instanceof Collection || value instanceof Map)
                        && !value.getClass().getName().startsWith("java.util.ImmutableCollections"));
    }

    private static DescribedPredicate<JavaCall<?>> readsTheMachineClock() {
        return DescribedPredicate.describe("the clock of the machine is read or a thread sleeps", call -> {
            Set<String> methods = CLOCKS.get(call.getTargetOwner().getName());
            return methods != null
                    && methods.contains(call.getName())
                    && call.getTarget().getRawParameterTypes().stream()
                            .noneMatch(p -> p.isAssignableTo(java.time.Clock.class));
        });
    }

    private static String[] concat(String[] first, String... more) {
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
