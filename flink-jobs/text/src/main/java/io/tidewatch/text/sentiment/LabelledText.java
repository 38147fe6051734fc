package io.tidewatch.text.sentiment;

import io.tidewatch.feedback.Label;

/**
 * A text and what a person says it means.
 *
 * @param file the file it was read from, without directory
 * @param domain trade that it is from; the file's name when the file names none
 * @param label three-valued; files of positive and negative texts only never hold neutral
 * @param threeClass true when its file knows neutral texts
 */
public record LabelledText(String file, String domain, String text, Label label, boolean threeClass) {}
