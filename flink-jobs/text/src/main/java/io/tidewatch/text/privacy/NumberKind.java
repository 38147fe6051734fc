package io.tidewatch.text.privacy;

/** Knows the numbers of one kind. */
interface NumberKind {
    PersonalDataKind kind();

    /** Place behind the number that starts with the first digit of a run, or 0 when none of this kind does. */
    int end(DigitRun run);

    /** Place where the number starts, when something before the digits belongs to it. */
    default int start(DigitRun run) {
        return run.place[0];
    }
}
