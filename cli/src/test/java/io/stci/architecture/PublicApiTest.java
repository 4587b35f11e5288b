package io.stci.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who writes a tool can read what each type and method of the published API does. */
class PublicApiTest {
    @Test
    void everyPublicTypeAndMethodHasAComment() throws IOException {
        PublicApi api = PublicApi.in(Path.of(System.getProperty("stci.root", "..")));
        assertTrue(api.sources().size() > 100, () -> api.sources().size() + " sources are too few");
        assertEquals(List.of(), api.withoutComment());
    }

    @Test
    void whatHasNoneIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("Outer.java"), """
                public interface Outer {
                    /** Has one. */
                    void commented();
                    void bare();
                    @Override String toString();
                    record Inner(int value) {
                        public Inner {}
                        public void bare() {}
                        void internal() {}
                    }
                }
                class Hidden {
                    public void bare() {}
                }
                """);
        assertEquals(
                List.of("Outer", "Outer.bare", "Inner", "Inner.bare"), new PublicApi(List.of(file)).withoutComment());
    }
}
