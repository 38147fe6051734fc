package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @TempDir
    private Path root;

    @Test
    void shouldTakeTheSmallerOfMachineAndContainer() throws IOException {
        // given
        write("proc/meminfo", "MemTotal:       24000000 kB\nMemAvailable:    8388608 kB\n");
        write("sys/fs/cgroup/memory.max", "4294967296\n");
        write("sys/fs/cgroup/memory.current", "2147483648\n");
        write("sys/fs/cgroup/memory.stat", "anon 1\ninactive_file 1073741824\n");

        // when, then
        assertThat(new Machine(root).availableMemory()).hasValue(3L << 30);
        write("sys/fs/cgroup/memory.max", "max\n");
        assertThat(new Machine(root).availableMemory()).hasValue(8L << 30);
    }

    @Test
    void shouldSayNothingWhereItIsNotKnown() {
        assertThat(new Machine(root).availableMemory()).isEmpty();
    }

    @Test
    void shouldSayWhatIsShortAndWhatToDo() throws IOException {
        // given
        write("proc/meminfo", "MemAvailable:    1048576 kB\n");
        Configuration wantsALot = Configuration.defaults(root).with(Option.DISK_REQUIRED, "999999g");

        // when, then
        assertThat(new Machine(root).shortages(root, wantsALot))
                .satisfiesExactly(
                        memory -> assertThat(memory).contains("1024 MB available, 3072 MB needed", "--memory.required"),
                        disk -> assertThat(disk).contains("1023998976 MB needed", "--dir"));
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }
}
