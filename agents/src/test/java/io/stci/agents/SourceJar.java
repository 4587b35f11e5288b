package io.stci.agents;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A jar made of Java source, as a tool's author would make one. */
final class SourceJar {
    private SourceJar() {}

    /** One class, which is a provider of filters. */
    static byte[] ofProvider(String className, String source) {
        return ofProvider("FilterProvider", className, source);
    }

    /** @param service of the package of filters */
    static byte[] ofProvider(String service, String className, String source) {
        try {
            Path folder = Files.createTempDirectory("stci-test-jar");
            Path file = folder.resolve(className + ".java");
            Files.writeString(file, source);
            List<String> arguments = List.of(
                    "--release",
                    "17",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.toString(),
                    file.toString());
            int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
            if (status != 0) {
                throw new AssertionError("the source does not compile");
            }
            return pack(folder, service, className);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] pack(Path folder, String service, String provider) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes);
                Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                jar.putNextEntry(new JarEntry(file.getFileName().toString()));
                jar.write(Files.readAllBytes(file));
            }
            jar.putNextEntry(new JarEntry("META-INF/services/io.stci.groupops.filter." + service));
            jar.write(provider.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
