package io.tidewatch.rule.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import io.tidewatch.rule.cel.RowValues.DecimalOf;
import io.tidewatch.rule.cel.RowValues.TextOf;
import io.tidewatch.rule.cel.RowValues.WholeOf;
import io.tidewatch.rule.cel.RowValues.WordsOf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Turns a checked tree into plain closures, one per node. Missing values, divisions by zero and overflows make the
 * comparison around them false; the latter two are counted.
 */
final class RowPredicates {
    /** Texts that no pattern with a meaning finds all at once. */
    private static final List<String> ODD_TEXTS = List.of("", "x", "7", "中", " ", "!?", "Qq zZ 0\n漢");

    private final CelAbstractSyntaxTree tree;
    private final LongAdder faults;

    RowPredicates(CelAbstractSyntaxTree tree, LongAdder faults) {
        this.tree = tree;
        this.faults = faults;
    }

    Where condition(CelExpr e) throws InvalidExpressionException {
        switch (e.getKind()) {
            case CONSTANT -> {
                boolean value = e.constant().booleanValue();
                return row -> value;
            }
            case IDENT -> {
                return known(RowValues.FLAGS.get(e.ident().name()), e);
            }
            case CALL -> {
                return conditionOf(e);
            }
            default -> throw unsupported(e);
        }
    }

    private Where conditionOf(CelExpr e) throws InvalidExpressionException {
        CelExpr.CelCall call = e.call();
        List<CelExpr> args = call.args();
        switch (call.function()) {
            case "_&&_" -> {
                Where[] all = chain(e, "_&&_");
                if (all.length == 2) {
                    Where a = all[0];
                    Where b = all[1];
                    return row -> a.test(row) && b.test(row);
                }
                return row -> {
                    for (Where w : all) {
                        if (!w.test(row)) {
                            return false;
                        }
                    }
                    return true;
                };
            }
            case "_||_" -> {
                Where[] any = chain(e, "_||_");
                if (any.length == 2) {
                    Where a = any[0];
                    Where b = any[1];
                    return row -> a.test(row) || b.test(row);
                }
                return row -> {
                    for (Where w : any) {
                        if (w.test(row)) {
                            return true;
                        }
                    }
                    return false;
                };
            }
            case "!_" -> {
                Where a = condition(args.get(0));
                return row -> !a.test(row);
            }
            case "_?_:_" -> {
                Where c = condition(args.get(0));
                Where a = condition(args.get(1));
                Where b = condition(args.get(2));
                return row -> c.test(row) ? a.test(row) : b.test(row);
            }
            case "@in" -> {
                return in(args.get(0), args.get(1));
            }
            case "contains", "startsWith", "endsWith", "matches" -> {
                CelExpr receiver = call.target().orElse(args.get(0));
                CelExpr argument = call.target().isPresent() ? args.get(0) : args.get(1);
                return search(call.function(), text(receiver), argument);
            }
            case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_" -> {
                return comparison(call.function(), args.get(0), args.get(1));
            }
            default -> throw unsupported(e);
        }
    }

    /** The parser balances chains of one operator into a tree; testing them in the author's order needs them flat. */
    private Where[] chain(CelExpr e, String operator) throws InvalidExpressionException {
        List<CelExpr> parts = new ArrayList<>();
        flatten(e, operator, parts);
        Where[] out = new Where[parts.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = condition(parts.get(i));
        }
        return out;
    }

    private static void flatten(CelExpr e, String operator, List<CelExpr> parts) {
        if (e.getKind() == CelExpr.ExprKind.Kind.CALL && e.call().function().equals(operator)) {
            e.call().args().forEach(a -> flatten(a, operator, parts));
        } else {
            parts.add(e);
        }
    }

    private Where search(String function, TextOf text, CelExpr argument) throws InvalidExpressionException {
        if (isText(argument)) {
            String part = argument.constant().stringValue();
            if (function.equals("matches")) {
                Pattern pattern = pattern(part);
                return row -> {
                    String t = text.of(row);
                    return t != null && pattern.matcher(t).find();
                };
            }
            if (part.isEmpty()) {
                throw new InvalidExpressionException(List.of(function + "('') holds for every text"));
            }
        } else if (function.equals("matches")) {
            throw new InvalidExpressionException(List.of("matches() takes a pattern in quotes"));
        }
        TextOf part = text(argument);
        return switch (function) {
            case "contains" ->
                row -> {
                    String t = text.of(row);
                    String p = part.of(row);
                    return t != null && p != null && t.contains(p);
                };
            case "startsWith" ->
                row -> {
                    String t = text.of(row);
                    String p = part.of(row);
                    return t != null && p != null && t.startsWith(p);
                };
            default ->
                row -> {
                    String t = text.of(row);
                    String p = part.of(row);
                    return t != null && p != null && t.endsWith(p);
                };
        };
    }

    private static Pattern pattern(String regex) throws InvalidExpressionException {
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new InvalidExpressionException(List.of("pattern '" + regex + "': " + e.getDescription()
                    + " (RE2 syntax: no look-around, no back-references)"));
        }
        if (ODD_TEXTS.stream().allMatch(t -> pattern.matcher(t).find())) {
            throw new InvalidExpressionException(List.of("pattern '" + regex + "' matches every text"));
        }
        return pattern;
    }

    private Where in(CelExpr element, CelExpr list) throws InvalidExpressionException {
        if (list.getKind() != CelExpr.ExprKind.Kind.LIST) {
            TextOf wanted = text(element);
            WordsOf words = words(list);
            return row -> {
                String w = wanted.of(row);
                return w != null && words.of(row).contains(w);
            };
        }
        List<CelExpr> elements = list.list().elements();
        if (!elements.isEmpty() && elements.stream().allMatch(RowPredicates::isText)) {
            Set<String> values = new HashSet<>();
            elements.forEach(x -> values.add(x.constant().stringValue()));
            TextOf wanted = text(element);
            return row -> {
                String w = wanted.of(row);
                return w != null && values.contains(w);
            };
        }
        Where[] any = new Where[elements.size()];
        for (int i = 0; i < any.length; i++) {
            any[i] = comparison("_==_", element, elements.get(i));
        }
        return row -> {
            for (Where w : any) {
                if (w.test(row)) {
                    return true;
                }
            }
            return false;
        };
    }

    private Where comparison(String operator, CelExpr left, CelExpr right) throws InvalidExpressionException {
        CelKind a = kind(left);
        CelKind b = kind(right);
        if (a == CelKind.BOOL && b == CelKind.BOOL) {
            return flags(operator, condition(left), condition(right));
        }
        if (a == CelKind.STRING && b == CelKind.STRING) {
            return texts(operator, left, right);
        }
        if (a == CelKind.INT && b == CelKind.INT) {
            return wholes(operator, whole(left), whole(right));
        }
        if ((a == CelKind.INT || a == CelKind.DOUBLE) && (b == CelKind.INT || b == CelKind.DOUBLE)) {
            return decimals(operator, decimal(left), decimal(right));
        }
        throw new InvalidExpressionException(List.of("'" + operator.replace("_", "") + "' cannot compare " + name(left)
                + " with " + name(right) + (a == CelKind.LIST || b == CelKind.LIST ? ", use 'word' in keywords" : "")));
    }

    private static Where flags(String operator, Where a, Where b) {
        return switch (operator) {
            case "_==_" -> row -> a.test(row) == b.test(row);
            case "_!=_" -> row -> a.test(row) != b.test(row);
            case "_<_" -> row -> !a.test(row) && b.test(row);
            case "_<=_" -> row -> !a.test(row) || b.test(row);
            case "_>_" -> row -> a.test(row) && !b.test(row);
            default -> row -> a.test(row) || !b.test(row);
        };
    }

    private Where texts(String operator, CelExpr left, CelExpr right) throws InvalidExpressionException {
        TextOf a = text(left);
        if (isText(right) && operator.equals("_==_")) {
            String value = right.constant().stringValue();
            return row -> value.equals(a.of(row));
        }
        TextOf b = text(right);
        return switch (operator) {
            case "_==_" ->
                row -> {
                    String x = a.of(row);
                    return x != null && x.equals(b.of(row));
                };
            case "_!=_" ->
                row -> {
                    String x = a.of(row);
                    String y = b.of(row);
                    return x != null && y != null && !x.equals(y);
                };
            case "_<_" ->
                row -> {
                    String x = a.of(row);
                    String y = b.of(row);
                    return x != null && y != null && x.compareTo(y) < 0;
                };
            case "_<=_" ->
                row -> {
                    String x = a.of(row);
                    String y = b.of(row);
                    return x != null && y != null && x.compareTo(y) <= 0;
                };
            case "_>_" ->
                row -> {
                    String x = a.of(row);
                    String y = b.of(row);
                    return x != null && y != null && x.compareTo(y) > 0;
                };
            default ->
                row -> {
                    String x = a.of(row);
                    String y = b.of(row);
                    return x != null && y != null && x.compareTo(y) >= 0;
                };
        };
    }

    private static Where wholes(String operator, WholeOf a, WholeOf b) {
        return switch (operator) {
            case "_==_" ->
                row -> {
                    long x = a.of(row);
                    return x != RowValues.NONE && x == b.of(row);
                };
            case "_!=_" ->
                row -> {
                    long x = a.of(row);
                    long y = b.of(row);
                    return x != RowValues.NONE && y != RowValues.NONE && x != y;
                };
            case "_<_" ->
                row -> {
                    long x = a.of(row);
                    return x != RowValues.NONE && x < b.of(row); // nothing is below NONE
                };
            case "_<=_" ->
                row -> {
                    long x = a.of(row);
                    return x != RowValues.NONE && x <= b.of(row);
                };
            case "_>_" ->
                row -> {
                    long y = b.of(row);
                    return y != RowValues.NONE && a.of(row) > y;
                };
            default ->
                row -> {
                    long y = b.of(row);
                    return y != RowValues.NONE && a.of(row) >= y;
                };
        };
    }

    /** NaN makes every comparison of doubles false but {@code !=}. */
    private static Where decimals(String operator, DecimalOf a, DecimalOf b) {
        return switch (operator) {
            case "_==_" -> row -> a.of(row) == b.of(row);
            case "_!=_" ->
                row -> {
                    double x = a.of(row);
                    double y = b.of(row);
                    return x < y || x > y;
                };
            case "_<_" -> row -> a.of(row) < b.of(row);
            case "_<=_" -> row -> a.of(row) <= b.of(row);
            case "_>_" -> row -> a.of(row) > b.of(row);
            default -> row -> a.of(row) >= b.of(row);
        };
    }

    private TextOf text(CelExpr e) throws InvalidExpressionException {
        switch (e.getKind()) {
            case CONSTANT -> {
                String value = e.constant().stringValue();
                return row -> value;
            }
            case IDENT -> {
                return RowValues.text(e.ident().name());
            }
            case CALL -> {
                List<CelExpr> args = e.call().args();
                if (e.call().function().equals("_?_:_")) {
                    Where c = condition(args.get(0));
                    TextOf a = text(args.get(1));
                    TextOf b = text(args.get(2));
                    return row -> c.test(row) ? a.of(row) : b.of(row);
                }
                if (e.call().function().equals("_+_")) {
                    TextOf a = text(args.get(0));
                    TextOf b = text(args.get(1));
                    return row -> {
                        String x = a.of(row);
                        String y = b.of(row);
                        return x == null || y == null ? null : x.concat(y);
                    };
                }
                throw unsupported(e);
            }
            default -> throw unsupported(e);
        }
    }

    private WordsOf words(CelExpr e) throws InvalidExpressionException {
        if (e.getKind() == CelExpr.ExprKind.Kind.IDENT) {
            return known(RowValues.WORDS.get(e.ident().name()), e);
        }
        throw unsupported(e);
    }

    private WholeOf whole(CelExpr e) throws InvalidExpressionException {
        switch (e.getKind()) {
            case CONSTANT -> {
                long value = e.constant().int64Value();
                return row -> value;
            }
            case IDENT -> {
                return known(RowValues.WHOLES.get(e.ident().name()), e);
            }
            case CALL -> {
                return wholeOf(e);
            }
            default -> throw unsupported(e);
        }
    }

    private WholeOf wholeOf(CelExpr e) throws InvalidExpressionException {
        CelExpr.CelCall call = e.call();
        List<CelExpr> args = call.args();
        switch (call.function()) {
            case "size" -> {
                CelExpr of = call.target().orElseGet(() -> args.get(0));
                if (kind(of) == CelKind.LIST) {
                    WordsOf words = words(of);
                    return row -> words.of(row).size();
                }
                TextOf text = text(of);
                return row -> {
                    String t = text.of(row);
                    return t == null ? RowValues.NONE : t.codePointCount(0, t.length());
                };
            }
            case "_?_:_" -> {
                Where c = condition(args.get(0));
                WholeOf a = whole(args.get(1));
                WholeOf b = whole(args.get(2));
                return row -> c.test(row) ? a.of(row) : b.of(row);
            }
            case "-_" -> {
                WholeOf a = whole(args.get(0));
                return row -> {
                    long x = a.of(row);
                    return x == RowValues.NONE ? x : -x;
                };
            }
            case "_+_", "_-_", "_*_", "_/_", "_%_" -> {
                return arithmetic(call.function(), whole(args.get(0)), whole(args.get(1)));
            }
            default -> throw unsupported(e);
        }
    }

    private WholeOf arithmetic(String operator, WholeOf a, WholeOf b) {
        return row -> {
            long x = a.of(row);
            long y = b.of(row);
            if (x == RowValues.NONE || y == RowValues.NONE) {
                return RowValues.NONE;
            }
            try {
                return switch (operator) {
                    case "_+_" -> Math.addExact(x, y);
                    case "_-_" -> Math.subtractExact(x, y);
                    case "_*_" -> Math.multiplyExact(x, y);
                    case "_/_" -> x / y;
                    default -> x % y;
                };
            } catch (ArithmeticException e) {
                faults.increment();
                return RowValues.NONE;
            }
        };
    }

    /** Takes whole numbers as well. */
    private DecimalOf decimal(CelExpr e) throws InvalidExpressionException {
        if (kind(e) == CelKind.INT) {
            if (e.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
                double value = e.constant().int64Value();
                return row -> value;
            }
            WholeOf whole = whole(e);
            return row -> {
                long x = whole.of(row);
                return x == RowValues.NONE ? Double.NaN : (double) x;
            };
        }
        switch (e.getKind()) {
            case CONSTANT -> {
                double value = e.constant().doubleValue();
                return row -> value;
            }
            case IDENT -> {
                return known(RowValues.DECIMALS.get(e.ident().name()), e);
            }
            case CALL -> {
                return decimalOf(e);
            }
            default -> throw unsupported(e);
        }
    }

    private DecimalOf decimalOf(CelExpr e) throws InvalidExpressionException {
        List<CelExpr> args = e.call().args();
        switch (e.call().function()) {
            case "_?_:_" -> {
                Where c = condition(args.get(0));
                DecimalOf a = decimal(args.get(1));
                DecimalOf b = decimal(args.get(2));
                return row -> c.test(row) ? a.of(row) : b.of(row);
            }
            case "-_" -> {
                DecimalOf a = decimal(args.get(0));
                return row -> -a.of(row);
            }
            case "_+_" -> {
                DecimalOf a = decimal(args.get(0));
                DecimalOf b = decimal(args.get(1));
                return row -> a.of(row) + b.of(row);
            }
            case "_-_" -> {
                DecimalOf a = decimal(args.get(0));
                DecimalOf b = decimal(args.get(1));
                return row -> a.of(row) - b.of(row);
            }
            case "_*_" -> {
                DecimalOf a = decimal(args.get(0));
                DecimalOf b = decimal(args.get(1));
                return row -> a.of(row) * b.of(row);
            }
            case "_/_" -> {
                DecimalOf a = decimal(args.get(0));
                DecimalOf b = decimal(args.get(1));
                return row -> {
                    double y = b.of(row);
                    if (y == 0) {
                        faults.increment();
                        return Double.NaN;
                    }
                    return a.of(row) / y;
                };
            }
            default -> throw unsupported(e);
        }
    }

    private CelKind kind(CelExpr e) {
        return tree.getType(e.id()).map(CelType::kind).orElse(CelKind.ERROR);
    }

    private String name(CelExpr e) {
        return tree.getType(e.id()).map(CelType::name).orElse("?");
    }

    private static boolean isText(CelExpr e) {
        return e.getKind() == CelExpr.ExprKind.Kind.CONSTANT && e.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }

    private static <T> T known(@Nullable T value, CelExpr e) throws InvalidExpressionException {
        if (value == null) {
            throw unsupported(e);
        }
        return value;
    }

    private static InvalidExpressionException unsupported(CelExpr e) {
        String what = switch (e.getKind()) {
            case CALL -> "'" + e.call().function().replace("_", "").replace("@", "") + "' on these values";
            case IDENT -> "'" + e.ident().name() + "' here";
            case LIST -> "a list here";
            case MAP -> "a map";
            case STRUCT -> "a message";
            default -> "this expression";
        };
        return new InvalidExpressionException(List.of(what + " is not supported"));
    }
}
