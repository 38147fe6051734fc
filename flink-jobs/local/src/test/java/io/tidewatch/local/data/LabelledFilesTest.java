package io.tidewatch.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.feedback.Label;
import io.tidewatch.text.sentiment.LabelledText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledFilesTest {
    @TempDir
    private Path directory;

    @Test
    void shouldReadTwoAndThreeLabelsInTheOrderOfTheFiles() throws IOException {
        // given
        Files.writeString(directory.resolve("b.csv"), "text,label\n\"好,很好\",1\n差,0\n");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve("a.csv.gz")))) {
            out.write("label,text,domain\n-1,差,car\n0,三年车,car\n1,好,car\n".getBytes(StandardCharsets.UTF_8));
        }
        // when
        LabelledFiles.Read read = LabelledFiles.read(directory);
        // then
        assertThat(read.problems()).isEmpty();
        assertThat(read.texts())
                .containsExactly(
                        new LabelledText("a", "car", "差", Label.NEGATIVE, true),
                        new LabelledText("a", "car", "三年车", Label.NEUTRAL, true),
                        new LabelledText("a", "car", "好", Label.POSITIVE, true),
                        new LabelledText("b", "b", "好,很好", Label.POSITIVE, false),
                        new LabelledText("b", "b", "差", Label.NEGATIVE, false));
    }

    @Test
    void shouldSayWhatItLeavesOut() throws IOException {
        // given
        Files.writeString(directory.resolve("a.csv"), "label,text\n1,好\n7,差\n");
        Files.writeString(directory.resolve("b.csv"), "title,body\nx,y\n");
        // when
        LabelledFiles.Read read = LabelledFiles.read(directory);
        // then
        assertThat(read.texts()).hasSize(1);
        assertThat(read.problems()).hasSize(2);
        assertThat(read.problems().get(0)).contains("row 3").contains("'7'");
        assertThat(read.problems().get(1)).contains("label and text");
    }

    @Test
    void shouldRefuseADirectoryWithoutLabelledTexts() {
        assertThatThrownBy(() -> LabelledFiles.read(directory))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("expected *.csv");
    }
}
