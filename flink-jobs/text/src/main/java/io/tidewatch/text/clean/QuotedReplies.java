package io.tidewatch.text.clean;

import java.util.Locale;

/** Letters and tickets: what the writer says now, without the letter that is answered and without what stands under it. */
final class QuotedReplies {
    private static final int MAX_SIGNATURE_LENGTH = 6;
    private static final String[] ANSWERED = {
        "-----original message",
        "----- original message",
        "---original message",
        "-----原始邮件",
        "------------------ 原始邮件",
        "------------------原始邮件",
        "-----邮件原件",
        "-----forwarded message",
        "---------- forwarded message",
        "----- 转发",
        "-----转发邮件",
        "________________________________"
    };
    private static final String[] SENT_BY = {
        "发自我的",
        "来自我的",
        "从我的 iphone",
        "sent from my",
        "sent from outlook",
        "get outlook for",
        "sent via",
        "本邮件及其附件",
        "免责声明",
        "this e-mail and any",
        "this email and any",
        "confidentiality notice",
        "来自 outlook",
        "发送自 outlook"
    };
    private static final String[] CLOSINGS = {
        "best regards",
        "kind regards",
        "warm regards",
        "regards",
        "sincerely",
        "yours sincerely",
        "yours truly",
        "best wishes",
        "此致",
        "顺祝商祺",
        "顺颂商祺",
        "敬祝商祺"
    };

    private QuotedReplies() {}

    /** Lines quoted, answered or signed are out; a letter that is nothing else stays as it is. */
    static String own(String text) {
        StringBuilder out = new StringBuilder(text.length());
        String[] lines = text.split("\n", -1);
        int end = lines.length;
        for (int i = 0; i < end; i++) {
            String line = lines[i].strip();
            if (answers(lines, i) || line.equals("--") || starts(line, SENT_BY)) {
                break;
            }
            if (line.startsWith(">") || line.startsWith("＞") || line.startsWith("|>")) {
                continue;
            }
            if (closes(line) && end - i <= MAX_SIGNATURE_LENGTH && shortFrom(lines, i + 1)) {
                break;
            }
            out.append(lines[i]).append('\n');
        }
        return out.toString().isBlank() ? text : out.toString();
    }

    /** A line that opens the answered letter: a divider, 某人写道：, or the head From/Sent. */
    private static boolean answers(String[] lines, int i) {
        String line = lines[i].strip();
        if (line.isEmpty() || i == 0) {
            return false;
        }
        String low = line.toLowerCase(Locale.ROOT);
        if (starts(line, ANSWERED)) {
            return true;
        }
        boolean wrote = (low.startsWith("on ") && low.endsWith("wrote:"))
                || ((line.startsWith("在") || line.startsWith("于") || Character.isDigit(line.charAt(0)))
                        && (line.endsWith("写道：") || line.endsWith("写道:")));
        return wrote
                || head(low)
                        && i + 1 < lines.length
                        && second(lines[i + 1].strip().toLowerCase(Locale.ROOT));
    }

    private static boolean head(String line) {
        return line.startsWith("from:") || line.startsWith("发件人:") || line.startsWith("发件人：");
    }

    private static boolean second(String line) {
        return line.startsWith("sent:")
                || line.startsWith("date:")
                || line.startsWith("to:")
                || line.startsWith("发送时间")
                || line.startsWith("日期")
                || line.startsWith("收件人");
    }

    private static boolean closes(String line) {
        String low = line.toLowerCase(Locale.ROOT);
        for (String c : CLOSINGS) {
            if (low.startsWith(c) && low.length() <= c.length() + 2) {
                return true;
            }
        }
        return false;
    }

    /** Names, posts and numbers are short lines. */
    private static boolean shortFrom(String[] lines, int from) {
        for (int i = from; i < lines.length; i++) {
            if (lines[i].strip().length() > 40) {
                return false;
            }
        }
        return true;
    }

    private static boolean starts(String line, String[] words) {
        String low = line.toLowerCase(Locale.ROOT);
        for (String w : words) {
            if (low.startsWith(w)) {
                return true;
            }
        }
        return false;
    }
}
