package io.tidewatch.rule.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Regions;
import io.tidewatch.feedback.Verification;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.yaml.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Compiles CEL over rows. Equal expressions share one predicate. */
public final class WhereCompiler {
    private final CelSyntax syntax;
    private final Map<String, CompiledWhere> compiled = new HashMap<>();
    private final Map<String, CompiledWhere> bySource = new HashMap<>();
    private final Map<String, Set<String>> closed = new HashMap<>();

    /** Without declared dimensions. */
    public WhereCompiler(Taxonomy taxonomy) {
        this(taxonomy, List.of());
    }

    /**
     * @param taxonomy issues and categories that an expression may name; one without leaves allows any
     * @param dimensions names of declared dimensions
     */
    public WhereCompiler(Taxonomy taxonomy, Collection<String> dimensions) {
        syntax = CelSyntax.ofRows(dimensions);
        closed.put("channel", Feedback.CHANNELS);
        closed.put("region", Set.copyOf(Regions.all()));
        closed.put("op", Feedback.OPS);
        closed.put("role", AuthorRole.words());
        closed.put("verified", Verification.words());
        closed.put("visibility", Visibility.words());
        closed.put("base_severity", Set.of("P1", "P2", "P3", "P4"));
        closed.put("label", Arrays.stream(Label.values()).map(Label::wire).collect(Collectors.toSet()));
        if (!taxonomy.leaves().isEmpty()) {
            Set<String> categories = new HashSet<>(taxonomy.categories().keySet());
            categories.add(Taxonomy.OTHER);
            categories.add("");
            Set<String> issues = new HashSet<>(categories);
            for (Leaf leaf : taxonomy.leaves()) {
                issues.add(leaf.id());
                categories.add(leaf.category());
            }
            closed.put("category", categories);
            closed.put("issue", issues);
        }
    }

    private WhereCompiler() {
        syntax = CelSyntax.ofRows(List.of());
    }

    /** What an expression may name in every installation. */
    public static Set<String> names() {
        Set<String> names = new HashSet<>(RowValues.FLAGS.keySet());
        names.addAll(RowValues.TEXTS.keySet());
        names.addAll(RowValues.WHOLES.keySet());
        names.addAll(RowValues.DECIMALS.keySet());
        names.addAll(RowValues.WORDS.keySet());
        return names;
    }

    /** Compares with any literal, also with channels and issues that do not exist. */
    static WhereCompiler withoutVocabulary() {
        return new WhereCompiler();
    }

    /** @throws InvalidExpressionException with every problem of the expression */
    public synchronized CompiledWhere compile(String cel) throws InvalidExpressionException {
        // checking takes a millisecond, and many rules have the same expression
        CompiledWhere before = bySource.get(cel);
        if (before == null) {
            before = compileNew(cel);
            bySource.put(cel, before);
        }
        return before;
    }

    private CompiledWhere compileNew(String cel) throws InvalidExpressionException {
        CelAbstractSyntaxTree tree = syntax.check(cel);
        List<String> problems = new ArrayList<>();
        checkLiterals(tree.getExpr(), problems);
        if (!problems.isEmpty()) {
            throw new InvalidExpressionException(problems);
        }
        LongAdder faults = new LongAdder();
        Where predicate = new RowPredicates(tree, faults).condition(tree.getExpr());
        String canonical = CelText.of(tree.getExpr());
        CompiledWhere known = compiled.get(canonical);
        if (known != null) {
            return known;
        }
        Map<String, Set<String>> required = new HashMap<>();
        collectRequired(tree.getExpr(), required);
        CompiledWhere where = new CompiledWhere(canonical, predicate, required, faults);
        compiled.put(canonical, where);
        return where;
    }

    /** A misspelt channel or issue would make a rule that never fires. */
    private void checkLiterals(CelExpr e, List<String> problems) {
        if (e.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return;
        }
        CelExpr.CelCall call = e.call();
        call.target().ifPresent(t -> checkLiterals(t, problems));
        call.args().forEach(a -> checkLiterals(a, problems));
        String f = call.function();
        if (f.equals("_==_") || f.equals("_!=_")) {
            checkLiteral(call.args().get(0), call.args().get(1), problems);
            checkLiteral(call.args().get(1), call.args().get(0), problems);
        } else if (f.equals("@in") && call.args().get(1).getKind() == CelExpr.ExprKind.Kind.LIST) {
            for (CelExpr element : call.args().get(1).list().elements()) {
                checkLiteral(call.args().get(0), element, problems);
            }
        }
    }

    private void checkLiteral(CelExpr name, CelExpr value, List<String> problems) {
        if (name.getKind() != CelExpr.ExprKind.Kind.IDENT || !isText(value)) {
            return;
        }
        Set<String> known = closed.get(name.ident().name());
        String literal = value.constant().stringValue();
        if (known != null && !known.contains(literal)) {
            Set<String> sorted = new TreeSet<>(known);
            sorted.remove("");
            String suggestion = suggestion(name.ident().name(), literal, sorted);
            problems.add(name.ident().name() + " '" + literal + "' does not exist"
                    + (suggestion.isEmpty() && sorted.size() <= 12
                            ? ", expected one of " + String.join(", ", sorted)
                            : suggestion));
        }
    }

    private static String suggestion(String name, String literal, Set<String> known) {
        if (name.equals("region") && !Regions.normalise(literal).equals(Regions.UNKNOWN)) {
            return ", did you mean '" + Regions.normalise(literal) + "'?";
        }
        return Problems.suggestion(literal, known);
    }

    private static void collectRequired(CelExpr e, Map<String, Set<String>> required) {
        if (e.getKind() == CelExpr.ExprKind.Kind.IDENT) {
            restrict(required, e.ident().name(), Set.of("true"));
            return;
        }
        if (e.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return;
        }
        CelExpr.CelCall call = e.call();
        switch (call.function()) {
            case "_&&_" -> call.args().forEach(a -> collectRequired(a, required));
            case "_||_" -> {
                Map<String, Set<String>> left = new HashMap<>();
                Map<String, Set<String>> right = new HashMap<>();
                collectRequired(call.args().get(0), left);
                collectRequired(call.args().get(1), right);
                left.forEach((name, values) -> {
                    Set<String> others = right.get(name);
                    if (others != null) {
                        Set<String> either = new HashSet<>(values);
                        either.addAll(others);
                        restrict(required, name, either);
                    }
                });
            }
            case "_==_" -> {
                CelExpr a = call.args().get(0);
                CelExpr b = call.args().get(1);
                if (a.getKind() == CelExpr.ExprKind.Kind.IDENT && isText(b)) {
                    restrict(required, a.ident().name(), Set.of(b.constant().stringValue()));
                } else if (b.getKind() == CelExpr.ExprKind.Kind.IDENT && isText(a)) {
                    restrict(required, b.ident().name(), Set.of(a.constant().stringValue()));
                }
            }
            case "@in" -> {
                CelExpr a = call.args().get(0);
                CelExpr b = call.args().get(1);
                if (a.getKind() == CelExpr.ExprKind.Kind.IDENT
                        && b.getKind() == CelExpr.ExprKind.Kind.LIST
                        && b.list().elements().stream().allMatch(WhereCompiler::isText)) {
                    Set<String> values = new HashSet<>();
                    b.list().elements().forEach(x -> values.add(x.constant().stringValue()));
                    restrict(required, a.ident().name(), values);
                }
            }
            default -> {
                // anything else restricts nothing that an index could use
            }
        }
    }

    private static void restrict(Map<String, Set<String>> required, String name, Set<String> values) {
        Set<String> known = required.get(name);
        if (known == null) {
            required.put(name, Set.copyOf(values));
        } else {
            Set<String> both = new HashSet<>(known);
            both.retainAll(values);
            required.put(name, Set.copyOf(both));
        }
    }

    private static boolean isText(CelExpr e) {
        return e.getKind() == CelExpr.ExprKind.Kind.CONSTANT && e.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }
}
