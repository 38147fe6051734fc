package io.tidewatch.job.detect.follow.nfa;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.configuration.Configuration;

/** A pattern ready to run in one subtask. Holds no state of any key. */
public final class CompiledPattern<E> implements AutoCloseable {
    private final NFA<E> nfa;
    private final AfterMatchSkipStrategy skip;

    private CompiledPattern(NFA<E> nfa, AfterMatchSkipStrategy skip) {
        this.nfa = nfa;
        this.skip = skip;
    }

    /**
     * @param pattern must have a {@code within}
     * @throws IllegalArgumentException without {@code within}, because state could then grow without bound
     */
    public static <E> CompiledPattern<E> of(Pattern<E, ?> pattern, boolean timeouts, RuntimeContext context)
            throws Exception {
        NFA<E> nfa = NFACompiler.compileFactory(pattern, timeouts).createNFA();
        if (nfa.getWindowTime() <= 0) {
            throw new IllegalArgumentException(
                    "pattern '" + pattern.getName() + "': no within, expected a bounded pattern");
        }
        nfa.open(context, new Configuration());
        return new CompiledPattern<>(nfa, pattern.getAfterMatchSkipStrategy());
    }

    NFA<E> nfa() {
        return nfa;
    }

    AfterMatchSkipStrategy skip() {
        return skip;
    }

    @Override
    public void close() throws Exception {
        nfa.close();
    }
}
