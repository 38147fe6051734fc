package io.tidewatch.level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.LevelShare;
import io.tidewatch.alert.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    private static final String PAYMENT = "payment.failure";
    private static final String RUDE = "service.rude";

    private List<Neighbours.Teller> tellers = List.of();

    @Test
    void shouldTellAnIssueWithTheOneThatItsMessagesComplainOf() {
        List<Alert> told = take(rude(0.95).build(), payment().build());

        assertThat(told)
                .extracting(Alert::id, Alert::severity, Alert::partOf)
                .containsExactly(tuple("payment", Severity.CRITICAL, null), tuple("rude", Severity.INFO, "payment"));
    }

    @Test
    void shouldLetAnIssueTellItselfThatSwellsInMessagesOfItsOwn() {
        take(payment().build());

        assertThat(take(rude(0.4).build())).extracting(Alert::partOf).containsOnlyNulls();
    }

    @Test
    void shouldLetItTellItselfWhileTheOtherIsNotToldOrLessSevere() {
        assertThat(take(rude(0.95).build())).extracting(Alert::partOf).containsOnlyNulls();
        tellers = List.of();
        take(payment().severity(Severity.WARNING).build());
        assertThat(take(rude(0.95).severity(Severity.CRITICAL).build()))
                .extracting(Alert::partOf)
                .containsOnlyNulls();
    }

    @Test
    void shouldTellWhatIsLeftWhenTheOtherHasEnded() {
        take(payment().build(), rude(0.95).build());
        take(payment().status(AlertStatus.RESOLVED).build());

        assertThat(take(rude(0.95).revision(2).build()))
                .extracting(Alert::severity, Alert::partOf)
                .containsExactly(tuple(Severity.WARNING, null));
    }

    /** What was told goes on telling itself. */
    @Test
    void shouldNotTakeBackWhatWasTold() {
        take(rude(0.95).build());
        take(payment().build());

        assertThat(take(rude(0.95).revision(2).build()))
                .extracting(Alert::partOf)
                .containsOnlyNulls();
    }

    @Test
    void shouldEndAsItWasTold() {
        take(payment().build(), rude(0.95).build());

        assertThat(take(rude(0.95).status(AlertStatus.RESOLVED).build()))
                .extracting(Alert::severity, Alert::partOf)
                .containsExactly(tuple(Severity.INFO, "payment"));
        assertThat(tellers).extracting(Neighbours.Teller::id).containsExactly("payment");
    }

    @Test
    void shouldTellWhatElseSwellsOfAnIssueWithTheOneThatTellsIt() {
        take(payment().build(), rude(0.95).build());

        assertThat(take(alert("rude too", RUDE, Severity.WARNING).build()))
                .extracting(Alert::severity, Alert::partOf)
                .containsExactly(tuple(Severity.INFO, "payment"));
    }

    @Test
    void shouldTellItByItselfOnceItsMessagesAreKnownToNameOnlyTheIssue() {
        take(payment().build(), rude(0.95).build());
        take(alert("rude too", RUDE, Severity.WARNING).build());

        assertThat(take(rude("rude too", 0.4).revision(2).build()))
                .extracting(Alert::severity, Alert::partOf)
                .containsExactly(tuple(Severity.WARNING, null));
    }

    private List<Alert> take(Alert... arrived) {
        Neighbours.Step step = Neighbours.take(tellers, List.of(arrived));
        tellers = step.tellers();
        return step.alerts();
    }

    private static Alert.Builder payment() {
        return alert("payment", PAYMENT, Severity.CRITICAL);
    }

    private static Alert.Builder rude(double explained) {
        return rude("rude", explained);
    }

    private static Alert.Builder rude(String id, double explained) {
        return alert(id, RUDE, Severity.WARNING)
                .evidence(Evidence.NONE.withShares(List.of(
                        new LevelShare(LevelShare.ALSO, RUDE, 1, 0.3, 0.99),
                        new LevelShare(LevelShare.ALSO, PAYMENT, explained, 0.05, explained))));
    }

    private static Alert.Builder alert(String id, String issue, Severity severity) {
        Group group = new Group(List.of("issue"), List.of(issue));
        return Alert.builder(id, id, issue, "Surge", AlertKind.SURGE, severity, group)
                .value(AlertValue.builder().originals(30).expected(0.5).build());
    }
}
