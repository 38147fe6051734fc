package io.tidewatch.rule.cel;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Map;

/** Prints a checked expression in one canonical form: equal trees give equal text, and the text reads back. */
final class CelText {
    private static final Map<String, String> BINARY = Map.ofEntries(
            Map.entry("_||_", "||"),
            Map.entry("_&&_", "&&"),
            Map.entry("_==_", "=="),
            Map.entry("_!=_", "!="),
            Map.entry("_<_", "<"),
            Map.entry("_<=_", "<="),
            Map.entry("_>_", ">"),
            Map.entry("_>=_", ">="),
            Map.entry("@in", "in"),
            Map.entry("_+_", "+"),
            Map.entry("_-_", "-"),
            Map.entry("_*_", "*"),
            Map.entry("_/_", "/"),
            Map.entry("_%_", "%"));

    private static final int CONDITIONAL = 1;
    private static final int UNARY = 7;
    private static final int ATOM = 8;

    private final StringBuilder out = new StringBuilder();

    private CelText() {}

    static String of(CelExpr expression) {
        CelText text = new CelText();
        text.print(expression, 0);
        return text.out.toString();
    }

    private void print(CelExpr e, int outer) {
        switch (e.getKind()) {
            case CONSTANT -> constant(e.constant());
            case IDENT -> out.append(e.ident().name());
            case LIST -> {
                out.append('[');
                list(e.list().elements());
                out.append(']');
            }
            case CALL -> call(e.call(), outer);
            default -> throw new IllegalArgumentException("not printable: " + e.getKind());
        }
    }

    private void call(CelExpr.CelCall call, int outer) {
        String f = call.function();
        List<CelExpr> args = call.args();
        int strength = strength(f);
        boolean parentheses = strength < outer;
        if (parentheses) {
            out.append('(');
        }
        if (BINARY.containsKey(f)) {
            // && and || are balanced by the parser, so both sides may stand without parentheses
            boolean free = f.equals("_&&_") || f.equals("_||_");
            print(args.get(0), strength);
            out.append(' ').append(BINARY.get(f)).append(' ');
            print(args.get(1), free ? strength : strength + 1);
        } else if (f.equals("!_") || f.equals("-_")) {
            out.append(f.charAt(0));
            print(args.get(0), UNARY + 1);
        } else if (f.equals("_?_:_")) {
            print(args.get(0), CONDITIONAL + 1);
            out.append(" ? ");
            print(args.get(1), CONDITIONAL + 1);
            out.append(" : ");
            print(args.get(2), CONDITIONAL + 1);
        } else {
            if (call.target().isPresent()) {
                print(call.target().get(), ATOM);
                out.append('.');
            }
            out.append(f).append('(');
            list(args);
            out.append(')');
        }
        if (parentheses) {
            out.append(')');
        }
    }

    private static int strength(String function) {
        return switch (function) {
            case "_?_:_" -> CONDITIONAL;
            case "_||_" -> 2;
            case "_&&_" -> 3;
            case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in" -> 4;
            case "_+_", "_-_" -> 5;
            case "_*_", "_/_", "_%_" -> 6;
            case "!_", "-_" -> UNARY;
            default -> ATOM;
        };
    }

    private void list(List<CelExpr> elements) {
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            print(elements.get(i), 0);
        }
    }

    private void constant(CelConstant c) {
        switch (c.getKind()) {
            case BOOLEAN_VALUE -> out.append(c.booleanValue());
            case INT64_VALUE -> out.append(c.int64Value());
            case DOUBLE_VALUE -> out.append(c.doubleValue());
            case STRING_VALUE -> quoted(c.stringValue());
            default -> throw new IllegalArgumentException("not printable: " + c.getKind());
        }
    }

    private void quoted(String s) {
        out.append('"');
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
