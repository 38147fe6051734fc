package io.tidewatch.text.clean;

import java.util.List;

/**
 * A text without markup.
 *
 * @param text readable; may still hold personal data
 * @param links how many web addresses were taken out
 * @param mentions the {@code @names} that were taken out, without the mark
 * @param topics how many {@code #topics#} stand in it
 * @param forwards true when what follows its first {@code //} is forwarded, another's words
 */
public record CleanText(String text, int links, List<String> mentions, int topics, boolean forwards) {}
