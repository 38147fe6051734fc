package io.tidewatch.local.evaluate;

/** Languages that there is a model of sentiment for, by their codes (ISO 639-1). */
enum SentimentLanguage {
    zh,
    en
}
