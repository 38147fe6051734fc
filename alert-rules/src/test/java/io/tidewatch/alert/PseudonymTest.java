package io.tidewatch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.notify.IncidentAssembly;
import java.util.List;
import org.junit.jupiter.api.Test;

class PseudonymTest {
    private static final String HASH = "7f3a90bb12cd34ef7f3a90bb12cd34ef";

    @Test
    void shouldBeShortAndTheSameForTheSameHash() {
        assertThat(Pseudonym.of("customer", HASH)).isEqualTo(new Bilingual("顾客 7F3A", "Customer 7F3A"));
        assertThat(Pseudonym.of("author", HASH)).isEqualTo(new Bilingual("用户 7F3A", "Author 7F3A"));
        assertThat(Pseudonym.of("order", HASH)).isEqualTo(new Bilingual("订单 7F3A", "Order 7F3A"));
        assertThat(Pseudonym.isFor("region")).isFalse();
    }

    @Test
    void shouldNotShowTheBeginningOfWhatIsNoHash() {
        assertThat(Pseudonym.of("customer", "李伟-13800138000").zh())
                .matches("顾客 [0-9A-F]{4}")
                .isEqualTo(Pseudonym.of("customer", "李伟-13800138000").zh());
    }

    @Test
    void shouldStandInTheNameOfAnIncident() {
        Group g = new Group(List.of("issue", "region", "customer"), List.of("app.crash", "浙江", HASH));

        assertThat(IncidentAssembly.place(g)).isEqualTo("浙江 顾客 7F3A");
        assertThat(IncidentAssembly.english(IncidentAssembly.place(g))).isEqualTo("Zhejiang Customer 7F3A");
    }
}
