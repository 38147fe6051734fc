package io.tidewatch.text;

/**
 * A text without markup.
 *
 * @param text readable; may still hold personal data
 * @param links how many web addresses were taken out
 * @param mentions how many {@code @names} were taken out
 * @param topics how many {@code #topics#} stand in it
 */
record CleanText(String text, int links, int mentions, int topics) {}
