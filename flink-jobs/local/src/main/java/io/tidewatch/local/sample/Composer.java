package io.tidewatch.local.sample;

import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the words. Texts that would be about another issue than meant are thrown away and written anew. */
final class Composer {
    private static final int TRIES = 25;

    /** Share of a surge written from the bank rather than from the leaf's examples, where the bank has the issue. */
    private static final double BANK_SHARE = .4;

    private static final Pattern FIGURE =
            Pattern.compile("(?<![\\d.])([2-9]|1\\d|[两三四五六七八九])(?=(?:天|个小时|小时|分钟|次|遍|days|hours|times)(?!无理由))");
    private static final Pattern LOOSE_COMMAS = Pattern.compile("[，,]+(?=[，。！？!?…～]|$)");
    private static final Pattern LAST_MARKS = Pattern.compile("[。.！？!?]+$");
    private static final String[] ZH_FIGURES = {"两", "三", "四", "五", "六", "七", "八", "九"};
    private static final String[][] SLIPS = {
        {"的", "得"},
        {"已经", "己经"},
        {"现在", "现再"},
        {"怎么", "肿么"},
        {"觉得", "觉的"},
        {"这样", "酱紫"},
        {"麻烦", "麻凡"},
        {"看看", "瞅瞅"},
        {"自己", "自已"},
        {"知道", "造"},
        {"大家", "大伙"},
        {"就是", "就素"}
    };

    private static final UnwantedWords NO_WORDS = new UnwantedWords(List.of());

    private final Phrasebook zh;
    private final Phrasebook en;
    private final UnwantedWords grave;
    private final UnwantedWords anyIssue;
    private final Map<String, Examples> examples = new HashMap<>();
    private final Map<String, Planted> planted = new HashMap<>();
    private final Taxonomy taxonomy;

    Composer(Phrasebook zh, Phrasebook en, Taxonomy taxonomy) {
        this.zh = zh;
        this.en = en;
        this.taxonomy = taxonomy;
        this.grave = UnwantedWords.of(taxonomy, l -> l.severity().equals("P1"), List.of());
        this.anyIssue = UnwantedWords.of(taxonomy, l -> !l.id().startsWith("voice."), List.of());
    }

    /** A leaf's examples by language. */
    private record Examples(List<String> chinese, List<String> english) {
        static Examples of(List<String> texts) {
            return new Examples(
                    texts.stream().filter(Composer::isChinese).toList(),
                    texts.stream().filter(t -> !isChinese(t)).toList());
        }
    }

    /**
     * What a surge is written from.
     *
     * @param own words of the leaf
     * @param others words that would make a text be about another leaf
     */
    private record Planted(Examples examples, UnwantedWords own, UnwantedWords others) {}

    Phrasebook book(boolean english) {
        return english ? en : zh;
    }

    /** Whether a complaint about this issue can be written in this language. */
    boolean knows(String issue, boolean english) {
        Examples of = examples(issue);
        return book(english).has(issue) || !(english ? of.english() : of.chinese()).isEmpty();
    }

    /** A complaint as people write it every day. */
    String complaint(String issue, Scene scene, SplittableRandom r) {
        boolean own = book(scene.english()).has(section(issue));
        return clean(grave, () -> own ? fromBook(issue, scene, r) : fromExamples(examples(issue), scene, r));
    }

    /** A complaint of the surge: about this issue and no other. */
    String surging(String issue, Scene scene, SplittableRandom r) {
        Planted of = planted(issue);
        boolean bank = book(scene.english()).has(issue);
        if (issue.equals(SampleSettings.DEFAULT_ISSUE) && bank) {
            return clean(of.others(), () -> fromBook(issue, scene, r));
        }
        if (bank && SeededRandom.hit(r, BANK_SHARE)) {
            String text = clean(of.others(), () -> fromBook(issue, scene, r));
            // The bank was written before the taxonomy's words; what they do not find is left to the background.
            if (of.own().in(text) && !of.others().in(text)) {
                return text;
            }
        }
        return clean(of.others(), () -> fromExamples(of.examples(), scene, r));
    }

    String say(String section, Scene scene, SplittableRandom r) {
        return clean(grave, () -> book(scene.english()).say(section, scene.known(), r));
    }

    /** As {@link #say}, with no word of any issue. */
    String harmless(String section, Scene scene, SplittableRandom r) {
        return clean(anyIssue, () -> book(scene.english()).say(section, scene.known(), r));
    }

    /** Puts a text into the tone of a channel, with the slips of its writer. */
    String inChannel(String body, String channel, Scene scene, SplittableRandom r) {
        Map<String, String> known = new HashMap<>(scene.known());
        known.put("body", typed(body, r));
        known.put("name", scene.person().name());
        known.put("surname", scene.person().name().substring(0, 1));
        // A grave surge is meant to be grave.
        UnwantedWords unwanted = grave.in(body) ? NO_WORDS : grave;
        return clean(unwanted, () -> book(scene.english()).say("wrap." + channel, known, r))
                .strip();
    }

    /** A sentence with the writer's personal data. */
    String personal(Scene scene, SplittableRandom r) {
        Map<String, String> known = new HashMap<>(scene.known());
        known.put("mobile", PersonalData.mobile(r));
        known.put("idcard", PersonalData.idCard(r, scene.person().region()));
        known.put("card", PersonalData.card(r));
        known.put("mail", PersonalData.mail(r));
        known.put("name", scene.person().name());
        known.put("surname", scene.person().name().substring(0, 1));
        return book(scene.english()).say("pii", known, r);
    }

    private static String clean(UnwantedWords unwanted, Supplier<String> writer) {
        String text = writer.get();
        for (int i = 1; i < TRIES && unwanted.in(text); i++) {
            text = writer.get();
        }
        return text;
    }

    /** Suggestions and the like have phrases of their own for complaints. */
    private static String section(String issue) {
        return issue.startsWith("voice.suggestion") || issue.equals("other") ? issue + ".complaint" : issue;
    }

    private String fromBook(String issue, Scene scene, SplittableRandom r) {
        Phrasebook book = book(scene.english());
        String core = book.say(section(issue), scene.known(), r);
        // The bank of the default issue has its own beginnings and endings.
        return issue.equals(SampleSettings.DEFAULT_ISSUE) ? core : around("body", core, scene, r);
    }

    private String fromExamples(Examples of, Scene scene, SplittableRandom r) {
        boolean inEnglish =
                scene.english() && !of.english().isEmpty() || of.chinese().isEmpty();
        List<String> cores = inEnglish ? of.english() : of.chinese();
        String core = withOtherFigures(cores.get(r.nextInt(cores.size())), r);
        return around("body.around", core, scene, r);
    }

    private String around(String section, String core, Scene scene, SplittableRandom r) {
        Map<String, String> known = new HashMap<>(scene.known());
        known.put("core", core);
        return book(scene.english()).say(section, known, r);
    }

    private static String withOtherFigures(String core, SplittableRandom r) {
        Matcher m = FIGURE.matcher(core);
        StringBuilder out = new StringBuilder();
        while (m.find()) {
            boolean digit = m.group(1).charAt(0) < 128;
            m.appendReplacement(
                    out, digit ? Integer.toString(r.nextInt(2, 12)) : ZH_FIGURES[r.nextInt(ZH_FIGURES.length)]);
        }
        return LAST_MARKS.matcher(m.appendTail(out)).replaceAll("");
    }

    private Examples examples(String issue) {
        return examples.computeIfAbsent(issue, id -> {
            Leaf leaf = taxonomy.leaf(id);
            return Examples.of(leaf == null ? List.of() : leaf.examples());
        });
    }

    private Planted planted(String issue) {
        return planted.computeIfAbsent(issue, id -> {
            Leaf leaf = taxonomy.leaf(id);
            if (leaf == null) {
                return new Planted(Examples.of(List.of()), NO_WORDS, NO_WORDS);
            }
            List<String> foreign = taxonomy.leaves().stream()
                    .filter(l -> !l.id().equals(id))
                    .flatMap(l -> l.keywords().stream())
                    .filter(w -> !leaf.keywords().contains(w))
                    .toList();
            UnwantedWords all = new UnwantedWords(foreign);
            List<String> pure = purest(leaf.examples(), all);
            // What no example can do without cannot be avoided; usually there is no such word.
            List<String> avoidable = pure.stream().noneMatch(all::in)
                    ? foreign
                    : foreign.stream()
                            .filter(w -> pure.stream().noneMatch(new UnwantedWords(List.of(w))::in))
                            .toList();
            return new Planted(Examples.of(pure), new UnwantedWords(leaf.keywords()), new UnwantedWords(avoidable));
        });
    }

    /** Of each language those about nothing else, or all when none is. */
    private static List<String> purest(List<String> texts, UnwantedWords others) {
        List<String> chosen = new ArrayList<>();
        for (boolean chinese : new boolean[] {true, false}) {
            List<String> all =
                    texts.stream().filter(t -> isChinese(t) == chinese).toList();
            List<String> pure = all.stream().filter(t -> !others.in(t)).toList();
            chosen.addAll(pure.isEmpty() ? all : pure);
        }
        return chosen;
    }

    static boolean isChinese(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    private static String typed(String body, SplittableRandom r) {
        double d = r.nextDouble();
        String text = LOOSE_COMMAS.matcher(body).replaceAll("");
        if (d < .09) {
            text = text.replace('，', ' ');
        } else if (d < .14) {
            text = text.replace("，", ",");
        } else if (d < .18) {
            text = text.replace("！", "!!").replace("？", "??");
        } else if (d < .22) {
            String[] slip = SLIPS[r.nextInt(SLIPS.length)];
            text = text.replace(slip[0], slip[1]);
        } else if (d < .25) {
            text = text + "。。。";
        } else if (d < .27) {
            text = LAST_MARKS.matcher(text).replaceAll("");
        }
        return text;
    }
}
