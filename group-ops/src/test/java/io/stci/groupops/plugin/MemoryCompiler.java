package io.stci.groupops.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles sources to class files in memory, with the test's class path. */
final class MemoryCompiler {
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|record|enum) (\\w+)");

    private MemoryCompiler() {}

    /** Class files by class names. */
    static Map<String, byte[]> compile(int release, String... sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of("--release", Integer.toString(release), "-proc:none", "-nowarn", "-Xlint:none");
        try (Outputs outputs = new Outputs(compiler.getStandardFileManager(null, null, null))) {
            List<Source> files = Stream.of(sources).map(Source::new).toList();
            if (!compiler.getTask(messages, outputs, null, options, null, files).call()) {
                throw new IllegalArgumentException(messages.toString());
            }
            return outputs.classFiles();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(
                    URI.create(
                            "string:///" + first(PACKAGE, text).replace('.', '/') + "/" + first(TYPE, text) + ".java"),
                    Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        private static String first(Pattern pattern, String text) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                throw new IllegalArgumentException("no " + pattern + " in " + text);
            }
            return matcher.group(1);
        }
    }

    private static final class Outputs extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

        Outputs(JavaFileManager around) {
            super(around);
        }

        Map<String, byte[]> classFiles() {
            Map<String, byte[]> classFiles = new LinkedHashMap<>();
            written.forEach((name, bytes) -> classFiles.put(name, bytes.toByteArray()));
            return classFiles;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("bytes:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    written.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
