package io.tidewatch.local.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A small grammar: sections of phrases that draw from each other. Immutable.
 *
 * <p>One phrase per line under its {@code [section]}; {@code {x}} is what is known by that name, or else a phrase of
 * that section, {@code {x.*}} of {@code x.} and the known kind; {@code {2-9}} is a figure, {@code {cn:2-9}} the same as a word, {@code (a|b|)} is one of them,
 * {@code ~} alone is the empty phrase, {@code \n} a line break.
 */
final class Phrasebook {
    /** 315 is the day of consumer rights: people who write it mean the authorities. */
    private static final int CONSUMER_DAY = 315;

    /** Name under which the kind for {@code {x.*}} is known. */
    static final String KIND = "kind";

    private static final String ANY_KIND = ".*";
    private static final int MAX_DEPTH = 12;
    private static final String[] ZH_DIGITS = {"零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"};
    private static final String[] EN_DIGITS = {
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"
    };

    private final Map<String, List<Part>> sections;
    private final Set<String> slots;
    private final String[] digits;

    private Phrasebook(Map<String, List<Part>> sections, Set<String> slots, String[] digits) {
        this.sections = sections;
        this.slots = slots;
        this.digits = digits;
    }

    static Phrasebook chinese() {
        return read(Tables.text("zh.txt"), ZH_DIGITS);
    }

    static Phrasebook english() {
        return read(Tables.text("en.txt"), EN_DIGITS);
    }

    static Phrasebook read(String text, String... digits) {
        Map<String, List<Part>> sections = new LinkedHashMap<>();
        Set<String> slots = new TreeSet<>();
        List<Part> section = null;
        for (String line : text.lines().toList()) {
            if (line.isEmpty() || line.startsWith("# ")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]") && !section(line).isEmpty()) {
                section = new ArrayList<>();
                if (sections.put(section(line), section) != null) {
                    throw new IllegalArgumentException("phrases: section " + line + " is there twice");
                }
            } else if (section == null) {
                throw new IllegalArgumentException("phrases: '" + line + "' stands before the first section");
            } else {
                section.add(new Reader(line.equals("~") ? "" : line.replace("\\n", "\n"), slots).phrase());
            }
        }
        return new Phrasebook(sections, slots, digits);
    }

    /** A section's name is ASCII, so that platform emoji such as [哭] can stand as a phrase. */
    private static String section(String line) {
        String name = line.substring(1, line.length() - 1);
        return name.chars().allMatch(c -> c < 128) ? name : "";
    }

    boolean has(String section) {
        return sections.containsKey(section);
    }

    Set<String> sections() {
        return sections.keySet();
    }

    /** Names in braces that are no section: they must be known when a phrase is used. */
    Set<String> slotsWithoutSection() {
        Set<String> open = new TreeSet<>(slots);
        open.removeAll(sections.keySet());
        open.removeIf(slot -> slot.endsWith(ANY_KIND)
                && sections.keySet().stream().anyMatch(s -> s.startsWith(slot.substring(0, slot.length() - 1))));
        return open;
    }

    String say(String section, Map<String, String> known, SplittableRandom random) {
        StringBuilder out = new StringBuilder(80);
        say(section, new Saying(known, random, out), 0);
        return out.toString();
    }

    private void say(String section, Saying s, int depth) {
        List<Part> phrases = sections.get(section);
        if (phrases == null) {
            throw new IllegalArgumentException("phrases: no section and nothing known by the name '" + section + "'");
        }
        if (depth > MAX_DEPTH) {
            throw new IllegalStateException("phrases: section '" + section + "' draws from itself");
        }
        phrases.get(s.random.nextInt(phrases.size())).say(this, s, depth + 1);
    }

    private record Saying(Map<String, String> known, SplittableRandom random, StringBuilder out) {}

    private interface Part {
        void say(Phrasebook book, Saying s, int depth);
    }

    private record Literal(String text) implements Part {
        @Override
        public void say(Phrasebook book, Saying s, int depth) {
            s.out.append(text);
        }
    }

    private record Slot(String name) implements Part {
        @Override
        public void say(Phrasebook book, Saying s, int depth) {
            String value = s.known.get(name);
            if (value != null) {
                s.out.append(value);
            } else if (name.endsWith(ANY_KIND)) {
                book.say(name.substring(0, name.length() - 1) + s.known.get(KIND), s, depth);
            } else {
                book.say(name, s, depth);
            }
        }
    }

    private record Figure(int from, int to, boolean word) implements Part {
        @Override
        public void say(Phrasebook book, Saying s, int depth) {
            int n = s.random.nextInt(from, to + 1);
            s.out.append(word ? book.digits[n] : Integer.toString(n == CONSUMER_DAY ? n + 1 : n));
        }
    }

    private record Row(List<Part> parts) implements Part {
        @Override
        public void say(Phrasebook book, Saying s, int depth) {
            for (Part part : parts) {
                part.say(book, s, depth);
            }
        }
    }

    private record Choice(List<Part> parts) implements Part {
        @Override
        public void say(Phrasebook book, Saying s, int depth) {
            parts.get(s.random.nextInt(parts.size())).say(book, s, depth);
        }
    }

    private static final class Reader {
        private final String text;
        private final Set<String> slots;
        private int at;

        Reader(String text, Set<String> slots) {
            this.text = text;
            this.slots = slots;
        }

        Part phrase() {
            Part row = row(false);
            if (at < text.length()) {
                throw new IllegalArgumentException("phrases: '" + text + "': stray " + text.charAt(at));
            }
            return row;
        }

        private Part row(boolean inChoice) {
            List<Part> parts = new ArrayList<>();
            StringBuilder literal = new StringBuilder();
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == ')' || inChoice && c == '|') {
                    break;
                }
                at++;
                if (c == '{' || c == '(') {
                    if (literal.length() > 0) {
                        parts.add(new Literal(literal.toString()));
                        literal.setLength(0);
                    }
                    parts.add(c == '{' ? slot() : choice());
                } else {
                    literal.append(c);
                }
            }
            if (literal.length() > 0) {
                parts.add(new Literal(literal.toString()));
            }
            return new Row(parts);
        }

        private Part choice() {
            List<Part> parts = new ArrayList<>();
            while (true) {
                parts.add(row(true));
                if (at >= text.length()) {
                    throw new IllegalArgumentException("phrases: '" + text + "': parenthesis not closed");
                }
                if (text.charAt(at++) == ')') {
                    return new Choice(parts);
                }
            }
        }

        private Part slot() {
            int end = text.indexOf('}', at);
            if (end < 0) {
                throw new IllegalArgumentException("phrases: '" + text + "': brace not closed");
            }
            String name = text.substring(at, end);
            at = end + 1;
            boolean word = name.startsWith("cn:");
            String range = word ? name.substring(3) : name;
            if (Character.isDigit(range.charAt(0))) {
                int dash = range.indexOf('-');
                int from = Integer.parseInt(range.substring(0, dash));
                int to = Integer.parseInt(range.substring(dash + 1));
                if (from > to || word && to > 10) {
                    throw new IllegalArgumentException("phrases: '" + text + "': range " + name);
                }
                return new Figure(from, to, word);
            }
            slots.add(name);
            return new Slot(name);
        }
    }
}
