package io.tidewatch.dashboard.wall;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Severity;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two messages that the page receives, each the whole state of its part. Times are epoch milliseconds. */
final class WallJson {
    private static final int CARDS = 4;
    private static final int QUOTES = 30;

    private final Taxonomy taxonomy;

    WallJson(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    String live(WallView v, long now) {
        return Json.write(g -> {
            g.writeNumberField("now", now);
            g.writeStringField("light", v.light().wire());
            g.writeStringField("freshness", v.freshness().wire());
            g.writeNumberField("as_of", v.asOf());
            g.writeNumberField("unreadable", v.figures().unreadable());
            Learning learning = v.figures().learning();
            if (learning == null) {
                g.writeNullField("learning");
            } else {
                g.writeObjectFieldStart("learning");
                g.writeNumberField("day", learning.days());
                g.writeNumberField("of", learning.of());
                g.writeEndObject();
            }
            counts(g, v.cards());
            g.writeArrayFieldStart("incidents");
            for (IncidentCard c : v.cards().subList(0, Math.min(CARDS, v.cards().size()))) {
                card(g, c);
            }
            g.writeEndArray();
            issues(g, v.issues());
            sentiment(g, v.figures().sentiment());
            g.writeArrayFieldStart("sources");
            for (Source s : v.figures().sources()) {
                g.writeStartObject();
                g.writeStringField("name", s.name());
                g.writeNumberField("last_seen", s.lastSeen());
                g.writeStringField("freshness", s.freshness(now).wire());
                number(g, "per_minute", s.perMinute());
                number(g, "completeness", s.completeness());
                if (s.isImported()) {
                    g.writeNumberField("imported_at", s.importedAt());
                    g.writeNumberField("messages", s.imported());
                }
                g.writeEndObject();
            }
            g.writeEndArray();
            quotes(g, "quotes", v.figures().quotes());
        });
    }

    /**
     * @param history null when none was ever read
     * @param asOf when it was read
     * @param away true when the newest attempt failed
     */
    String history(@Nullable VolumeHistory history, long asOf, boolean away, long now) {
        return Json.write(g -> {
            g.writeNumberField("now", now);
            g.writeNumberField("as_of", asOf);
            g.writeStringField("state", away ? "away" : history == null || history.isEmpty() ? "empty" : "ok");
            if (history == null) {
                return;
            }
            g.writeNumberField("from", history.from());
            g.writeNumberField("step", VolumeHistory.STEP_MILLIS);
            longs(g, "all", history.all());
            longs(g, "complaints", history.complaints());
            longs(g, "day_before", history.dayBefore());
            g.writeArrayFieldStart("issues");
            for (Map.Entry<String, long[]> e : history.issues().entrySet()) {
                g.writeStartObject();
                g.writeStringField("id", e.getKey());
                bilingual(g, "name", taxonomy.nameOf(e.getKey()));
                longs(g, "counts", e.getValue());
                g.writeEndObject();
            }
            g.writeEndArray();
            quotes(g, "quotes", history.recent());
        });
    }

    private void counts(JsonGenerator g, List<IncidentCard> cards) throws IOException {
        g.writeObjectFieldStart("open");
        for (Severity s : Severity.values()) {
            g.writeNumberField(
                    s.wire(), cards.stream().filter(c -> c.severity() == s).count());
        }
        g.writeNumberField(
                "oldest_unacknowledged",
                cards.stream()
                        .filter(c -> !c.isAcknowledged())
                        .mapToLong(IncidentCard::startsAt)
                        .min()
                        .orElse(0));
        g.writeEndObject();
    }

    private void card(JsonGenerator g, IncidentCard c) throws IOException {
        g.writeStartObject();
        g.writeStringField("id", c.id());
        g.writeStringField("issue", c.issue());
        bilingual(g, "name", c.name());
        g.writeStringField("severity", c.severity().wire());
        g.writeBooleanField("historical", c.historical());
        g.writeArrayFieldStart("regions");
        for (String r : c.regions()) {
            g.writeString(r);
        }
        g.writeEndArray();
        g.writeArrayFieldStart("others");
        for (String o : c.others()) {
            g.writeString(o);
        }
        g.writeEndArray();
        g.writeNumberField("now", c.now());
        number(g, "expected", c.expected());
        if (c.band() != null) {
            g.writeNumberField("expected_low", c.band().low());
            g.writeNumberField("expected_high", c.band().high());
        }
        number(g, "ratio", c.ratio());
        if (c.instead() != null) {
            bilingual(g, "instead", c.instead());
        }
        g.writeNumberField("voices", c.voices());
        g.writeNumberField("starts_at", c.startsAt());
        number(g, "doubling_minutes", c.doublingMinutes());
        g.writeNumberField("trend", c.trend());
        g.writeStringField("owner", c.owner());
        g.writeStringField("state", c.state());
        g.writeBooleanField("acknowledged", c.isAcknowledged());
        g.writeStringField("acknowledged_by", c.acknowledgedBy());
        quotes(g, "quotes", c.quotes());
        if (c.level() != null) {
            bilingual(g, "level", c.level());
        }
        g.writeBooleanField("inhibited", c.inhibited());
        g.writeEndObject();
    }

    private void issues(JsonGenerator g, IssueTable t) throws IOException {
        g.writeObjectFieldStart("issues");
        g.writeNumberField("total", t.total());
        g.writeNumberField("rest_count", t.restCount());
        g.writeNumberField("rest_issues", t.restIssues());
        g.writeArrayFieldStart("rows");
        for (IssueTable.Row r : t.rows()) {
            g.writeStartObject();
            g.writeStringField("id", r.issue());
            bilingual(g, "name", taxonomy.nameOf(r.issue()));
            g.writeNumberField("hour", r.hour());
            number(g, "share", r.share());
            number(g, "usual", r.usual());
            number(g, "change", r.change());
            g.writeNumberField("trend", r.trend());
            g.writeEndObject();
        }
        g.writeEndArray();
        g.writeEndObject();
    }

    private static void sentiment(JsonGenerator g, Map<String, Long> sentiment) throws IOException {
        g.writeObjectFieldStart("sentiment");
        for (String label : List.of("negative", "neutral", "positive")) {
            if (sentiment.containsKey(label)) {
                g.writeNumberField(label, sentiment.get(label));
            }
        }
        g.writeEndObject();
    }

    private void quotes(JsonGenerator g, String name, List<Quote> quotes) throws IOException {
        g.writeArrayFieldStart(name);
        for (Quote q : quotes.subList(0, Math.min(QUOTES, quotes.size()))) {
            g.writeStartObject();
            g.writeStringField("id", q.id());
            g.writeStringField("text", q.text());
            g.writeStringField("source", q.source());
            if (q.issue() != null) {
                bilingual(g, "issue", taxonomy.nameOf(q.issue()));
            }
            g.writeStringField("region", q.region());
            g.writeNumberField("at", q.eventTime());
            if (q.attached() != null) {
                Bilingual media = q.attached().media();
                if (!media.zh().isEmpty()) {
                    bilingual(g, "media", media);
                }
                // the host alone, as text: a stranger may have written the link
                if (q.attached().host() != null) {
                    g.writeStringField("answered_at", q.attached().host());
                }
            }
            g.writeEndObject();
        }
        g.writeEndArray();
    }

    private static void bilingual(JsonGenerator g, String name, Bilingual b) throws IOException {
        g.writeObjectFieldStart(name);
        g.writeStringField("zh", b.zh());
        g.writeStringField("en", b.en());
        g.writeEndObject();
    }

    private static void number(JsonGenerator g, String name, @Nullable Double value) throws IOException {
        if (value == null || value.isNaN() || value.isInfinite()) {
            g.writeNullField(name);
        } else {
            g.writeNumberField(name, Math.round(value * 1_000) / 1_000.0);
        }
    }

    private static void longs(JsonGenerator g, String name, long[] values) throws IOException {
        g.writeFieldName(name);
        g.writeArray(values, 0, values.length);
    }
}
