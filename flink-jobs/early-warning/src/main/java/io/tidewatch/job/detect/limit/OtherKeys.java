package io.tidewatch.job.detect.limit;

import java.util.List;

/** Keys of the same subtask other than the current one. */
public interface OtherKeys {
    /** What is done as if another key were the current one. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /**
     * The keys that have something in a keyed state.
     *
     * @param state name of its descriptor
     */
    List<String> having(String state);

    /** Does something for a key, with its state; the current key is the same afterwards. */
    void at(String key, Action action) throws Exception;
}
