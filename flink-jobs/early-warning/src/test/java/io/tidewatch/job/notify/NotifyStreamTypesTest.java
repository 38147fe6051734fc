package io.tidewatch.job.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.DeliveryOutcome;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Receipt;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.Dispatch;
import io.tidewatch.notify.IncidentState;
import io.tidewatch.notify.Incidents;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.message.Push;
import io.tidewatch.wire.Retraction;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NotifyStreamTypesTest {
    static Stream<Object> values() {
        NotifySettings settings = NotifyFixtures.settings("http://127.0.0.1:1/", ".");
        Alert open = NotifyFixtures.firing("浙江");
        IncidentState s = new Incidents().apply(null, open, 5).state();
        IncidentState notified =
                new Dispatch(settings.config()).decide(s, 20_000).state();
        Push push = NotifyFixtures.push(1, 0, Reason.FIRST, 7);
        return Stream.of(
                open,
                NotifyFixtures.alert("rule:x", "江苏", 2, AlertStatus.RESOLVED, Severity.INFO, true),
                s.incident(),
                notified,
                push,
                push.asWholeStory(),
                new Outgoing(push, 1, 1, true),
                new Outgoing(push, 3),
                new Retraction("weibo:1", 5),
                new RetractedWords(0, 7),
                new QueueState(1, 2, List.of(3L, 4L), 5),
                QueueState.FRESH,
                OpenSource.of(open, 7),
                Announcement.beat(8),
                Announcement.open(open, 7),
                Announcement.ended("a"),
                new Receipt(
                        "d",
                        "i",
                        "r",
                        "webhook",
                        AlertStatus.FIRING,
                        Severity.CRITICAL,
                        DeliveryOutcome.FAILED,
                        0,
                        null,
                        1,
                        9));
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void shouldSurviveAStreamWithoutGenericTypes(T value) throws Exception {
        @SuppressWarnings("unchecked")
        TypeInformation<T> type = TypeInformation.of((Class<T>) value.getClass());
        Configuration config = new Configuration();
        config.set(PipelineOptions.GENERIC_TYPES, false);
        TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl(config));
        DataOutputSerializer out = new DataOutputSerializer(256);

        serializer.serialize(value, out);
        T read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

        assertThat(type).isInstanceOf(PojoTypeInfo.class);
        assertThat(read).isEqualTo(value);
        assertThat(serializer.copy(value)).isEqualTo(value);
    }

    @org.junit.jupiter.api.Test
    void shouldKnowTheTypesOfSideOutputs() {
        assertThat(TrackIncidentsFunction.PUSHES.getTypeInfo().getTypeClass()).isEqualTo(Push.class);
        assertThat(TrackIncidentsFunction.BOARD.getTypeInfo().getTypeClass()).isEqualTo(Incident.class);
    }
}
