package io.tidewatch.rule.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.tidewatch.alert.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The {@code when} of a composite rule, compiled: a condition over other rules' episodes. */
public final class EpisodeCondition {
    private static final CelSyntax SYNTAX = CelSyntax.ofEpisodes();

    /** Which episodes are open. */
    @FunctionalInterface
    public interface Firing {
        /** True when an episode of the rule is open with at least this severity. */
        boolean atLeast(String rule, Severity severity);
    }

    /**
     * One {@code firing(…)} of the expression.
     *
     * @param least the least severity that counts
     */
    public record Term(String rule, Severity least) {
        boolean holds(Firing firing) {
            return firing.atLeast(rule, least);
        }

        /** As it stands in a rule file. */
        @Override
        public String toString() {
            return "firing(\"" + rule + "\"" + (least == Severity.INFO ? "" : ", \"" + least.wire() + "\"") + ")";
        }
    }

    /** With more terms it is not looked for which of them would have to change. */
    private static final int MAX_TRIED = 12;

    private final String canonical;
    private final Set<Term> terms;
    private final Set<String> members;
    private final Node node;

    private EpisodeCondition(String canonical, Set<Term> terms, Node node) {
        this.canonical = canonical;
        this.terms = terms;
        this.members = new LinkedHashSet<>();
        terms.forEach(t -> members.add(t.rule));
        this.node = node;
    }

    /** @throws InvalidExpressionException with every problem of the expression */
    public static EpisodeCondition compile(String cel) throws InvalidExpressionException {
        CelAbstractSyntaxTree tree = SYNTAX.check(cel);
        Set<Term> terms = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        Node node = node(tree.getExpr(), terms, problems);
        if (problems.isEmpty() && terms.isEmpty()) {
            problems.add("names no rule, expected firing(\"…\")");
        }
        if (problems.isEmpty() && node.test((rule, severity) -> false)) {
            problems.add("holds while no rule is firing");
        }
        if (!problems.isEmpty()) {
            throw new InvalidExpressionException(problems);
        }
        return new EpisodeCondition(CelText.of(tree.getExpr()), terms, node);
    }

    public boolean test(Firing firing) {
        return node.test(firing);
    }

    public String canonical() {
        return canonical;
    }

    /** What it looks at, each once, in order of appearance. */
    public Set<Term> terms() {
        return terms;
    }

    /**
     * What stands between it and holding: each smallest set of terms that would have to turn, from holding to not holding
     * or back.
     *
     * @return empty when it holds, when nothing helps, or when there are too many terms to try
     */
    public List<Set<Term>> fewestChanges(Firing firing) {
        List<Set<Term>> found = new ArrayList<>();
        if (test(firing) || terms.size() > MAX_TRIED) {
            return found;
        }
        List<Term> all = List.copyOf(terms);
        int fewest = all.size();
        for (int bits = 1; bits < 1 << all.size(); bits++) {
            Set<Term> turned = new LinkedHashSet<>();
            for (int i = 0; i < all.size(); i++) {
                if ((bits >> i & 1) == 1) {
                    turned.add(all.get(i));
                }
            }
            if (turned.size() <= fewest && wouldHold(turned, firing)) {
                if (turned.size() < fewest) {
                    found.clear();
                    fewest = turned.size();
                }
                found.add(turned);
            }
        }
        return found;
    }

    private boolean wouldHold(Set<Term> turned, Firing firing) {
        Firing other = (rule, least) -> {
            Term term = new Term(rule, least);
            return term.holds(firing) != turned.contains(term);
        };
        // what is open at a severity is open at every lower one
        boolean possible = terms.stream()
                .noneMatch(high -> high.holds(other)
                        && terms.stream()
                                .anyMatch(low -> low.rule.equals(high.rule)
                                        && low.least.compareTo(high.least) < 0
                                        && !low.holds(other)));
        return possible && test(other);
    }

    /** Names of the rules it looks at, in order of appearance. */
    public Set<String> members() {
        return members;
    }

    @Override
    public String toString() {
        return canonical;
    }

    @FunctionalInterface
    private interface Node {
        boolean test(Firing firing);
    }

    private static Node node(CelExpr e, Set<Term> terms, List<String> problems) {
        if (e.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
            boolean value = e.constant().booleanValue();
            return firing -> value;
        }
        List<CelExpr> args = e.call().args();
        if (e.call().function().equals("firing")) {
            return firing(args, terms, problems);
        }
        List<Node> parts = new ArrayList<>();
        for (CelExpr arg : args) {
            parts.add(node(arg, terms, problems));
        }
        Node a = parts.get(0);
        Node b = parts.size() > 1 ? parts.get(1) : a;
        return switch (e.call().function()) {
            case "_&&_" -> firing -> a.test(firing) && b.test(firing);
            case "_||_" -> firing -> a.test(firing) || b.test(firing);
            case "!_" -> firing -> !a.test(firing);
            default -> firing -> a.test(firing) ? b.test(firing) : parts.get(2).test(firing);
        };
    }

    private static Node firing(List<CelExpr> args, Set<Term> terms, List<String> problems) {
        for (CelExpr arg : args) {
            if (arg.getKind() != CelExpr.ExprKind.Kind.CONSTANT
                    || arg.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
                problems.add("firing() takes names in quotes");
                return f -> false;
            }
        }
        String rule = args.get(0).constant().stringValue();
        Severity least = Severity.INFO;
        if (args.size() > 1) {
            try {
                least = Severity.of(args.get(1).constant().stringValue());
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        Term term = new Term(rule, least);
        terms.add(term);
        return term::holds;
    }
}
