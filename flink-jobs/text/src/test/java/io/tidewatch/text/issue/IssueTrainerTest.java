package io.tidewatch.text.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IssueTrainerTest {
    @Test
    void shouldLearnWhatClausesAreAboutAndWhatIsNone() {
        IssuePass pass = new IssuePass(IssueTrainer.train(examples()));

        assertThat(likeliest(pass, "宽带又断了")).isEqualTo("network.connection");
        assertThat(likeliest(pass, "汤太咸了")).isEqualTo("food.taste");
        assertThat(likeliest(pass, "今天很开心")).isEqualTo(IssueModel.NONE);
    }

    @Test
    void shouldReadNeighboursApartFromTheClause() {
        IssuePass pass = new IssuePass(IssueTrainer.train(neighbours()));

        assertThat(likeliest(pass, parted("联通，还是不行"), 1)).isEqualTo("network.connection");
        assertThat(likeliest(pass, parted("外卖，还是不行"), 1)).isEqualTo("food.taste");
        assertThat(pass.probability(1, pass.number("food.taste"))).isGreaterThan(0.5);
    }

    @Test
    void shouldReadNothingOfWhatIsFarAway() {
        IssuePass pass = new IssuePass(IssueTrainer.train(neighbours()));
        String far = "天".repeat(ClauseRuns.AROUND);
        String text = "联通，" + far + "，还是不行";
        int at = text.indexOf('还');

        likeliest(pass, new ClauseText(text, 0, 2, 3, at - 1, at, text.length()), 2);
        double among = pass.probability(2, pass.number("network.connection"));
        likeliest(pass, new ClauseText(text, 3, at - 1, at, text.length()), 1);
        double alone = pass.probability(1, pass.number("network.connection"));

        assertThat(among).isEqualTo(alone);
        likeliest(pass, parted("联通，还是不行"), 1);
        assertThat(pass.probability(1, pass.number("network.connection"))).isGreaterThan(alone);
    }

    @Test
    void shouldLearnHowFarWordsAreToBeTrusted() {
        List<IssueExample> examples = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ClauseText text = new ClauseText("第" + i + "次这样", 0, ("第" + i + "次这样").length());
            examples.add(new IssueExample(text.saying("food.taste"), 0, "food.taste", 1));
            examples.add(new IssueExample(text.saying("service.rude"), 0, IssueModel.NONE, 1));
        }
        IssuePass pass = new IssuePass(IssueTrainer.train(examples));
        ClauseText text = new ClauseText("又这样", 0, 3);

        assertThat(likeliest(pass, text.saying("food.taste"), 0)).isEqualTo("food.taste");
        assertThat(likeliest(pass, text.saying("service.rude"), 0)).isEqualTo(IssueModel.NONE);
    }

    @Test
    void shouldLearnWhatMarksMean() {
        List<IssueExample> examples = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ClauseText text = new ClauseText("第" + i + "次送到", 0, ("第" + i + "次送到").length());
            examples.add(new IssueExample(text.marked(ClauseMark.FELT_NEGATIVE.bit()), 0, "logistics.last_mile", 1));
            examples.add(new IssueExample(
                    text.marked(ClauseMark.FELT_POSITIVE.bit() | ClauseMark.GOOD_WORDS.bit()), 0, IssueModel.NONE, 1));
        }
        IssuePass pass = new IssuePass(IssueTrainer.train(examples));
        ClauseText text = new ClauseText("又送到", 0, 3);

        assertThat(likeliest(pass, text.marked(ClauseMark.FELT_NEGATIVE.bit()), 0))
                .isEqualTo("logistics.last_mile");
        assertThat(likeliest(pass, text.marked(ClauseMark.FELT_POSITIVE.bit()), 0))
                .isEqualTo(IssueModel.NONE);
    }

    @Test
    void shouldGiveTheSameBytesWhateverTheOrder() {
        List<IssueExample> shuffled = new ArrayList<>(examples());
        Collections.shuffle(shuffled, new Random(5));

        assertThat(IssueTrainer.train(shuffled).bytes())
                .isEqualTo(IssueTrainer.train(examples()).bytes());
    }

    @Test
    void shouldSayWhenThereIsTooLittleToLearnFrom() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IssueTrainer.train(examples().subList(0, 3)))
                .withMessage("examples of [], expected 8 or more of at least two leaves");
    }

    private static List<IssueExample> neighbours() {
        List<IssueExample> examples = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String telecom = "联通" + i + "，还是不行";
            String meal = "外卖" + i + "，还是不行";
            examples.add(new IssueExample(parted(telecom), 1, "network.connection", 1));
            examples.add(new IssueExample(parted(meal), 1, "food.taste", 1));
        }
        return examples;
    }

    private static List<IssueExample> examples() {
        List<IssueExample> out = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            out.add(whole("第" + i + "次宽带断网", "network.connection"));
            out.add(whole("第" + i + "碗汤很咸", "food.taste"));
            out.add(whole("第" + i + "天心情很开心", IssueModel.NONE));
        }
        return out;
    }

    private static IssueExample whole(String text, String leaf) {
        return new IssueExample(new ClauseText(text, 0, text.length()), 0, leaf, 1);
    }

    private static ClauseText parted(String text) {
        int comma = text.indexOf('，');
        return new ClauseText(text, 0, comma, comma + 1, text.length());
    }

    private static String likeliest(IssuePass pass, String text) {
        return likeliest(pass, new ClauseText(text, 0, text.length()), 0);
    }

    private static String likeliest(IssuePass pass, ClauseText text, int clause) {
        int[] from = new int[text.size()];
        int[] to = new int[text.size()];
        Arrays.setAll(from, text::from);
        Arrays.setAll(to, text::to);
        String[] said = new String[text.size()];
        Arrays.setAll(said, text::said);
        long[] marks = new long[text.size()];
        Arrays.setAll(marks, text::marks);
        pass.read(text.text().toCharArray(), from, to, said, marks, text.size());
        return pass.leaf(pass.best(clause));
    }
}
