package io.tidewatch.rule;

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

    private final String canonical;
    private final Set<String> members;
    private final Node node;

    private EpisodeCondition(String canonical, Set<String> members, Node node) {
        this.canonical = canonical;
        this.members = members;
        this.node = node;
    }

    /** @throws InvalidExpressionException with every problem of the expression */
    public static EpisodeCondition compile(String cel) throws InvalidExpressionException {
        CelAbstractSyntaxTree tree = SYNTAX.check(cel);
        Set<String> members = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        Node node = node(tree.getExpr(), members, problems);
        if (problems.isEmpty() && members.isEmpty()) {
            problems.add("names no rule, expected firing(\"…\")");
        }
        if (problems.isEmpty() && node.test((rule, severity) -> false)) {
            problems.add("holds while no rule is firing");
        }
        if (!problems.isEmpty()) {
            throw new InvalidExpressionException(problems);
        }
        return new EpisodeCondition(CelText.of(tree.getExpr()), members, node);
    }

    public boolean test(Firing firing) {
        return node.test(firing);
    }

    public String canonical() {
        return canonical;
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

    private static Node node(CelExpr e, Set<String> members, List<String> problems) {
        if (e.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
            boolean value = e.constant().booleanValue();
            return firing -> value;
        }
        List<CelExpr> args = e.call().args();
        if (e.call().function().equals("firing")) {
            return firing(args, members, problems);
        }
        List<Node> parts = new ArrayList<>();
        for (CelExpr arg : args) {
            parts.add(node(arg, members, problems));
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

    private static Node firing(List<CelExpr> args, Set<String> members, List<String> problems) {
        for (CelExpr arg : args) {
            if (arg.getKind() != CelExpr.ExprKind.Kind.CONSTANT
                    || arg.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
                problems.add("firing() takes names in quotes");
                return f -> false;
            }
        }
        String rule = args.get(0).constant().stringValue();
        members.add(rule);
        Severity least = Severity.INFO;
        if (args.size() > 1) {
            try {
                least = Severity.of(args.get(1).constant().stringValue());
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        Severity severity = least;
        return f -> f.atLeast(rule, severity);
    }
}
