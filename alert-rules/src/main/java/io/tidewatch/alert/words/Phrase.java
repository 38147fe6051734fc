package io.tidewatch.alert.words;

import io.tidewatch.alert.Bilingual;

/**
 * What is said of one kind in one phase. Texts have slots such as <code>{{window}}</code>, see {@link Wording}.
 *
 * @param head one or two words that begin a title: what is going on
 * @param says the summary of one alert, after its subject
 * @param impact a sentence in business words on all alerts of an incident
 */
public record Phrase(Bilingual head, Bilingual says, Bilingual impact) {}
