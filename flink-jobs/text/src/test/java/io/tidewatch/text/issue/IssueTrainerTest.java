package io.tidewatch.text.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
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
        List<IssueExample> examples = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String telecom = "联通" + i + "，还是不行";
            String meal = "外卖" + i + "，还是不行";
            examples.add(new IssueExample(
                    telecom, telecom.indexOf('还'), telecom.length(), 0, telecom.length(), "network.connection", 1));
            examples.add(new IssueExample(meal, meal.indexOf('还'), meal.length(), 0, meal.length(), "food.taste", 1));
        }
        IssuePass pass = new IssuePass(IssueTrainer.train(examples));

        char[] text = "联通，还是不行".toCharArray();
        assertThat(pass.leaf(pass.read(text, 3, text.length, 0, text.length))).isEqualTo("network.connection");
        char[] other = "外卖，还是不行".toCharArray();
        assertThat(pass.leaf(pass.read(other, 3, other.length, 0, other.length)))
                .isEqualTo("food.taste");
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
        return new IssueExample(text, 0, text.length(), 0, text.length(), leaf, 1);
    }

    private static String likeliest(IssuePass pass, String text) {
        return pass.leaf(pass.read(text.toCharArray(), 0, text.length(), 0, text.length()));
    }
}
