/**
 * What a person is told of an alert, kind by kind and phase by phase, in Chinese and English: the sentences are data, whoever
 * writes alerts and pushes fills them. Imports alerts only.
 */
@NullMarked
package io.tidewatch.alert.words;

import org.jspecify.annotations.NullMarked;
