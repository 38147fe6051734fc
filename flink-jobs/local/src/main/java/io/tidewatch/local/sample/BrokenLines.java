package io.tidewatch.local.sample;

import java.util.ArrayList;
import java.util.List;

/** Bad records of every common kind, one kind after the other. */
final class BrokenLines {
    private BrokenLines() {}

    static List<BrokenLine> make(int count, String eventTime) {
        List<BrokenLine> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(line(i, eventTime));
        }
        return lines;
    }

    private static BrokenLine line(int i, String time) {
        String start = "{\"id\":\"broken:" + (i + 1) + "\",\"source\":\"broken\",\"event_time\":\"";
        String head = start + time + "\"";
        return switch (i % 9) {
            case 0 -> new BrokenLine("第" + (i + 1) + "行,不是 JSON,电话13800001234", "malformed_json");
            case 1 ->
                new BrokenLine(
                        "{\"id\":\"broken:" + (i + 1) + "\",\"source\":\"broken\",\"text\":\"没有时间\"}", "missing_field");
            case 2 -> new BrokenLine(start + "2099-01-01T00:00:00+08:00\",\"text\":\"来自未来的一条\"}", "event_time");
            case 3 -> new BrokenLine(head + ",\"text\":[\"应该是字符串\"]}", "wrong_type");
            case 4 -> new BrokenLine(start + "1970-01-01T08:00:00+08:00\",\"text\":\"来自过去的一条\"}", "event_time");
            case 5 -> new BrokenLine(head + ",\"text\":\"半个字 \\ud83d\"}", "invalid_utf8");
            case 6 -> new BrokenLine(head + ",\"text\":\"角色不对\",\"author\":{\"role\":\"king\"}}", "invalid_value");
            case 7 -> new BrokenLine(head + ",\"text\":\"" + "长".repeat(20_001) + "\"}", "text_too_long");
            default -> new BrokenLine(head + ",\"text\":\"没有写完", "malformed_json");
        };
    }
}
