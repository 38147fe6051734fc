package io.tidewatch.rule.cel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import io.tidewatch.yaml.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parses and type-checks CEL: only declared names, only functions that we compile, no macros, bounded size and depth.
 * Thread-safe.
 */
final class CelSyntax {
    /** Longest expression, in characters. */
    static final int MAX_SIZE = 4_096;

    private static final int MAX_DEPTH = 60;

    private static final String SYNTAX_ERROR = "syntax error";

    private static final Set<String> MACROS = Set.of("has", "all", "exists", "exists_one", "map", "filter");

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern OVERLOAD =
            Pattern.compile("(?s)found no matching overload for '([^']*)' applied to '\\(?([^']*?)\\)?'.*");
    private static final Pattern RESULT = Pattern.compile("expected type '([^']*)' but found '([^']*)'");

    private static final Map<String, String> HABITS = new LinkedHashMap<>();

    static {
        HABITS.put("and", "&&");
        HABITS.put("or", "||");
        HABITS.put("not", "!");
        HABITS.put("AND", "&&");
        HABITS.put("OR", "||");
        HABITS.put("NOT", "!");
        HABITS.put("= ", "==");
        HABITS.put("=", "==");
    }

    private final CelCompiler compiler;
    private final Collection<String> names;
    private final Collection<String> functions;

    private CelSyntax(CelCompiler compiler, Collection<String> names, Collection<String> functions) {
        this.compiler = compiler;
        this.names = names;
        this.functions = functions;
    }

    /**
     * Expressions over a row, as in {@code where}, {@code share} and the steps of a sequence.
     *
     * @param declared names of dimensions, which are texts
     */
    static CelSyntax ofRows(Collection<String> declared) {
        CelCompilerBuilder b = builder(
                StandardFunction.CONDITIONAL,
                StandardFunction.LOGICAL_NOT,
                StandardFunction.LOGICAL_OR,
                StandardFunction.LOGICAL_AND,
                StandardFunction.EQUALS,
                StandardFunction.NOT_EQUALS,
                StandardFunction.LESS,
                StandardFunction.LESS_EQUALS,
                StandardFunction.GREATER,
                StandardFunction.GREATER_EQUALS,
                StandardFunction.ADD,
                StandardFunction.SUBTRACT,
                StandardFunction.MULTIPLY,
                StandardFunction.DIVIDE,
                StandardFunction.MODULO,
                StandardFunction.NEGATE,
                StandardFunction.IN,
                StandardFunction.SIZE,
                StandardFunction.CONTAINS,
                StandardFunction.STARTS_WITH,
                StandardFunction.ENDS_WITH,
                StandardFunction.MATCHES);
        b.addFunctionDeclarations(mixedNumbers());
        RowValues.FLAGS.keySet().forEach(n -> b.addVar(n, SimpleType.BOOL));
        RowValues.TEXTS.keySet().forEach(n -> b.addVar(n, SimpleType.STRING));
        RowValues.WHOLES.keySet().forEach(n -> b.addVar(n, SimpleType.INT));
        RowValues.DECIMALS.keySet().forEach(n -> b.addVar(n, SimpleType.DOUBLE));
        RowValues.WORDS.keySet().forEach(n -> b.addVar(n, ListType.create(SimpleType.STRING)));
        declared.forEach(n -> b.addVar(n, SimpleType.STRING));
        List<String> names = new ArrayList<>();
        for (Map<String, ?> group :
                List.of(RowValues.FLAGS, RowValues.TEXTS, RowValues.WHOLES, RowValues.DECIMALS, RowValues.WORDS)) {
            names.addAll(group.keySet());
        }
        names.addAll(declared);
        return new CelSyntax(b.build(), names, List.of("size", "contains", "startsWith", "endsWith", "matches"));
    }

    /** Expressions over other rules' episodes, as in {@code when}. */
    static CelSyntax ofEpisodes() {
        CelCompilerBuilder b = builder(
                StandardFunction.CONDITIONAL,
                StandardFunction.LOGICAL_NOT,
                StandardFunction.LOGICAL_OR,
                StandardFunction.LOGICAL_AND);
        b.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                "firing",
                CelOverloadDecl.newGlobalOverload("firing_rule", SimpleType.BOOL, SimpleType.STRING),
                CelOverloadDecl.newGlobalOverload(
                        "firing_rule_severity", SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING)));
        return new CelSyntax(b.build(), List.of(), List.of("firing"));
    }

    private static CelCompilerBuilder builder(StandardFunction... functions) {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .includeFunctions(functions)
                        .build())
                .setOptions(CelOptions.current()
                        .maxExpressionCodePointSize(MAX_SIZE)
                        .maxParseRecursionDepth(MAX_DEPTH)
                        .enableHeterogeneousNumericComparisons(true)
                        .build())
                .setResultType(SimpleType.BOOL);
    }

    /** Equality, membership and arithmetic between whole and decimal numbers, which CEL itself refuses. */
    private static List<CelFunctionDecl> mixedNumbers() {
        List<CelFunctionDecl> out = new ArrayList<>();
        for (String operator : List.of("_==_", "_!=_", "_+_", "_-_", "_*_", "_/_")) {
            CelType result = operator.contains("=") ? SimpleType.BOOL : SimpleType.DOUBLE;
            out.add(CelFunctionDecl.newFunctionDeclaration(
                    operator,
                    CelOverloadDecl.newGlobalOverload(
                            "tidewatch_" + operator + "int_double", result, SimpleType.INT, SimpleType.DOUBLE),
                    CelOverloadDecl.newGlobalOverload(
                            "tidewatch_" + operator + "double_int", result, SimpleType.DOUBLE, SimpleType.INT)));
        }
        out.add(CelFunctionDecl.newFunctionDeclaration(
                "@in",
                CelOverloadDecl.newGlobalOverload(
                        "tidewatch_in_double_ints",
                        SimpleType.BOOL,
                        SimpleType.DOUBLE,
                        ListType.create(SimpleType.INT)),
                CelOverloadDecl.newGlobalOverload(
                        "tidewatch_in_int_doubles",
                        SimpleType.BOOL,
                        SimpleType.INT,
                        ListType.create(SimpleType.DOUBLE))));
        return out;
    }

    /** @throws InvalidExpressionException with every problem found */
    CelAbstractSyntaxTree check(String text) throws InvalidExpressionException {
        if (text.length() > MAX_SIZE) {
            throw new InvalidExpressionException(
                    List.of("expression has " + text.length() + " characters, expected at most " + MAX_SIZE));
        }
        CelValidationResult result;
        try {
            result = compiler.compile(text);
            if (!result.hasError()) {
                return result.getAst();
            }
        } catch (StackOverflowError e) {
            throw new InvalidExpressionException(List.of("expression is nested too deep"));
        } catch (CelValidationException e) {
            throw new InvalidExpressionException(List.of(String.valueOf(e.getMessage())));
        }
        throw new InvalidExpressionException(problems(text, result.getErrors()));
    }

    private List<String> problems(String text, List<CelIssue> issues) {
        List<String> macros = new ArrayList<>();
        List<String> out = new ArrayList<>();
        for (CelIssue issue : issues) {
            Matcher m = UNDECLARED.matcher(issue.getMessage());
            if (m.matches() && MACROS.contains(m.group(1))) {
                macros.add(at(text, issue) + "'" + m.group(1) + "' is not available: macros are not allowed");
            } else {
                String message = message(text, issue);
                String problem = at(text, issue) + message;
                if (!out.contains(problem)) {
                    out.add(problem);
                }
                if (message.startsWith(SYNTAX_ERROR)) {
                    return out; // what follows it is mostly its echo
                }
            }
        }
        // the variables of a macro are reported as unknown too; naming the macro is enough
        return macros.isEmpty() ? out : macros;
    }

    private static String at(String text, CelIssue issue) {
        int line = issue.getSourceLocation().getLine();
        int column = issue.getSourceLocation().getColumn() + 1;
        if (line < 1) {
            return "";
        }
        return text.strip().contains("\n") ? "line " + line + " column " + column + ": " : "column " + column + ": ";
    }

    private String message(String text, CelIssue issue) {
        String raw = issue.getMessage();
        Matcher undeclared = UNDECLARED.matcher(raw);
        if (undeclared.matches()) {
            String name = undeclared.group(1);
            if (Pattern.compile("\\b" + Pattern.quote(name) + "\\s*\\(")
                    .matcher(text)
                    .find()) {
                return "unknown function '" + name + "'" + Problems.suggestion(name, functions);
            }
            return "unknown name '" + name + "'" + Problems.suggestion(name, names);
        }
        Matcher overload = OVERLOAD.matcher(raw);
        if (overload.matches()) {
            String operator = overload.group(1).replace("_", "").replace("@", "");
            String types = overload.group(2);
            return "'" + operator + "' does not take (" + types + ")"
                    + (types.startsWith("list(") && !operator.equals("size") ? ", use 'word' in keywords" : "");
        }
        Matcher result = RESULT.matcher(raw);
        if (result.matches()) {
            return "gives " + result.group(2) + ", expected a condition (" + result.group(1) + ")";
        }
        if (raw.contains("recursion limit")) {
            return "expression is nested too deep, expected at most " + MAX_DEPTH + " levels";
        }
        if (raw.contains("does not support field selection")) {
            return "a name has no fields, write for example region, not customer.region";
        }
        int expecting = raw.indexOf(" expecting ");
        String brief = expecting < 0 ? raw : raw.substring(0, expecting);
        for (Map.Entry<String, String> habit : HABITS.entrySet()) {
            if (brief.contains("'" + habit.getKey() + "'")) {
                return SYNTAX_ERROR + " at '" + habit.getKey().strip() + "', did you mean '" + habit.getValue() + "'?";
            }
        }
        return brief.contains("<EOF>") && brief.startsWith("mismatched")
                ? SYNTAX_ERROR + ": the expression ends too early"
                : SYNTAX_ERROR + ": " + brief;
    }
}
