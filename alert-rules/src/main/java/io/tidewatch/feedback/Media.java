package io.tidewatch.feedback;

/**
 * What came with a text; the files themselves stay where they are.
 *
 * @param images how many, at least 0
 * @param videos how many, at least 0
 */
public record Media(int images, int videos) {
    public static final Media NONE = new Media(0, 0);

    public Media {
        if (images < 0 || videos < 0) {
            throw new IllegalArgumentException(
                    "media: " + images + " images, " + videos + " videos, expected at least 0");
        }
    }
}
