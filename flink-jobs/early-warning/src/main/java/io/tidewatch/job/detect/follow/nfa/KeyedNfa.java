package io.tidewatch.job.detect.follow.nfa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;

/**
 * Partial matches of the current key, in keyed state. The key must contain the structure of the pattern, so that a
 * changed structure starts clean.
 *
 * <p>The caller feeds events in order of time and calls {@link #advance} as the watermark passes; {@link #nextTimeout}
 * says until when a timer is needed.
 */
public final class KeyedNfa<E> implements AutoCloseable {
    /** Nothing is waiting for time to pass. */
    public static final long NO_TIMEOUT = Long.MAX_VALUE;

    private final ValueState<NFAState> state;
    private final SharedBuffer<E> buffer;

    /** @param store from {@code initializeState}: the runtime context has no such store */
    public KeyedNfa(KeyedStateStore store, TypeSerializer<E> events) {
        state = store.getState(new ValueStateDescriptor<>("nfa", new NFAStateSerializer()));
        buffer = new SharedBuffer<>(store, events, new SharedBufferCacheConfig());
    }

    /**
     * Feeds one event.
     *
     * @return the matches that it completes, and those that time completed before it
     */
    public List<Map<String, List<E>>> process(CompiledPattern<E> pattern, E event, long time) throws Exception {
        NFAState s = load(pattern);
        List<Map<String, List<E>>> matches = new ArrayList<>();
        try (SharedBufferAccessor<E> accessor = buffer.getAccessor()) {
            matches.addAll(completedByTime(pattern, accessor, s, time, partial -> {}));
            matches.addAll(pattern.nfa().process(accessor, s, event, time, pattern.skip(), () -> time));
            save(s, accessor);
        }
        return matches;
    }

    /**
     * Lets time pass.
     *
     * @return the matches that waited for it, such as an absence at the end
     */
    public List<Map<String, List<E>>> advance(CompiledPattern<E> pattern, long time) throws Exception {
        return advance(pattern, time, partial -> {});
    }

    /**
     * Lets time pass.
     *
     * @param timedOut is given each partial match that ran out of time, where the pattern was compiled with timeouts
     * @return the matches that waited for it, such as an absence at the end
     */
    public List<Map<String, List<E>>> advance(
            CompiledPattern<E> pattern, long time, Consumer<Map<String, List<E>>> timedOut) throws Exception {
        NFAState s = state.value();
        if (s == null) {
            return List.of();
        }
        List<Map<String, List<E>>> matches;
        try (SharedBufferAccessor<E> accessor = buffer.getAccessor()) {
            matches = new ArrayList<>(completedByTime(pattern, accessor, s, time, timedOut));
            save(s, accessor);
        }
        return matches;
    }

    /** How many partial matches the current key has; 0 when nothing has begun. */
    public int partialMatches() throws Exception {
        NFAState s = state.value();
        return s == null ? 0 : s.getPartialMatches().size();
    }

    /**
     * Forgets the partial matches of the current key that began first, until no more are left than wanted.
     *
     * @return how many are gone
     */
    public int keepNewest(int most) throws Exception {
        NFAState s = state.value();
        if (s == null || s.getPartialMatches().size() <= most) {
            return 0;
        }
        List<ComputationState> begun = new ArrayList<>();
        PriorityQueue<ComputationState> kept = new PriorityQueue<>(NFAState.COMPUTATION_STATE_COMPARATOR);
        for (ComputationState c : s.getPartialMatches()) {
            if (c.getStartEventID() == null) {
                kept.add(c);
            } else {
                begun.add(c);
            }
        }
        begun.sort(NFAState.COMPUTATION_STATE_COMPARATOR);
        int gone = Math.max(0, begun.size() - most);
        try (SharedBufferAccessor<E> accessor = buffer.getAccessor()) {
            for (ComputationState c : begun.subList(0, gone)) {
                release(c, accessor);
            }
        }
        kept.addAll(begun.subList(gone, begun.size()));
        s.setNewPartialMatches(kept);
        s.resetStateChanged();
        state.update(s);
        return gone;
    }

    private static void release(ComputationState c, SharedBufferAccessor<?> accessor) throws Exception {
        if (c.getPreviousBufferEntry() != null) {
            accessor.releaseNode(c.getPreviousBufferEntry(), c.getVersion());
        }
        if (c.getStartEventID() != null) {
            accessor.releaseEvent(c.getStartEventID());
        }
    }

    private Collection<Map<String, List<E>>> completedByTime(
            CompiledPattern<E> pattern,
            SharedBufferAccessor<E> accessor,
            NFAState s,
            long time,
            Consumer<Map<String, List<E>>> timedOut)
            throws Exception {
        Tuple2<Collection<Map<String, List<E>>>, Collection<Tuple2<Map<String, List<E>>, Long>>> passed =
                pattern.nfa().advanceTime(accessor, s, time, pattern.skip());
        passed.f1.forEach(partial -> timedOut.accept(partial.f0));
        return passed.f0;
    }

    /** The first instant at which a partial match of this key times out, or {@link #NO_TIMEOUT}. */
    public long nextTimeout(CompiledPattern<E> pattern) throws Exception {
        NFAState s = state.value();
        long first = NO_TIMEOUT;
        if (s != null) {
            for (ComputationState c : s.getPartialMatches()) {
                if (c.getStartEventID() != null) {
                    first = Math.min(
                            first, c.getStartTimestamp() + pattern.nfa().getWindowTime());
                }
            }
        }
        return first;
    }

    /**
     * Forgets the partial matches of the current key.
     *
     * @return true when there were any
     */
    public boolean retire() throws Exception {
        NFAState s = state.value();
        if (s == null) {
            return false;
        }
        try (SharedBufferAccessor<E> accessor = buffer.getAccessor()) {
            for (ComputationState c : s.getPartialMatches()) {
                release(c, accessor);
            }
            forgetEventIds(accessor);
        }
        state.clear();
        return true;
    }

    private NFAState load(CompiledPattern<E> pattern) throws Exception {
        NFAState s = state.value();
        return s == null ? pattern.nfa().createInitialNFAState() : s;
    }

    private void save(NFAState s, SharedBufferAccessor<E> accessor) throws Exception {
        if (nothingStarted(s)) {
            forgetEventIds(accessor);
            state.clear();
        } else if (s.isStateChanged()) {
            s.resetStateChanged();
            state.update(s);
        }
    }

    /** The buffer counts the events of each instant until time has passed; a key that is never fed again would keep them. */
    private static void forgetEventIds(SharedBufferAccessor<?> accessor) throws Exception {
        accessor.advanceTime(Long.MAX_VALUE);
    }

    private static boolean nothingStarted(NFAState s) {
        for (ComputationState c : s.getPartialMatches()) {
            if (c.getStartEventID() != null) {
                return false;
            }
        }
        return s.getCompletedMatches().isEmpty();
    }

    /** Stops the buffer's own statistics timer; without it every restart leaks a thread. */
    @Override
    public void close() {
        buffer.releaseCacheStatisticsTimer();
    }
}
