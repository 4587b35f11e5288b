package io.stci.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The sources of the published API, as {@code .ci/api.list} has it, and what in them has no comment. */
final class PublicApi {
    private final List<Path> sources;

    PublicApi(List<Path> sources) {
        this.sources = sources;
    }

    /** Of the source tree whose root this is. */
    static PublicApi in(Path root) throws IOException {
        List<String[]> lines = Files.readAllLines(root.resolve(".ci/api.list")).stream()
                .map(line -> line.split("\\s+"))
                .toList();
        Set<Path> published = paths("api", lines);
        Set<Path> internal = paths("internal", lines);
        try (Stream<Path> modules = Files.list(root)) {
            return new PublicApi(modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(folder -> javaFiles(folder)
                            .filter(file -> holds(published, folder.relativize(file))
                                    && !holds(internal, folder.relativize(file))))
                    .toList());
        }
    }

    private static Set<Path> paths(String kind, List<String[]> lines) {
        return lines.stream()
                .filter(words -> words[0].equals(kind))
                .map(words -> Path.of(words[1].replace('.', '/')))
                .collect(Collectors.toSet());
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(Set<Path> packagesAndTypes, Path file) {
        Path type = Path.of(file.toString().replaceFirst("\\.java$", ""));
        return packagesAndTypes.contains(type) || packagesAndTypes.contains(file.getParent());
    }

    List<Path> sources() {
        return sources;
    }

    /** The public types and methods without a comment, as {@code Type} or {@code Type.method}. */
    List<String> withoutComment() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            Uncommented found = new Uncommented(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                found.scan(unit, null);
            }
            return found.names;
        }
    }

    /** Overriding methods have the comment of what they override, a record's canonical constructor has the record's. */
    private static final class Uncommented extends TreePathScanner<Void, Void> {
        final List<String> names = new ArrayList<>();
        private final DocTrees docs;

        Uncommented(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (!isPublic(type.getModifiers())) {
                return null;
            }
            note(type.getSimpleName().toString());
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
            boolean published =
                    isPublic(method.getModifiers()) && !isOverride(method) && !isConstructorOf(type, method);
            if (published) {
                note(type.getSimpleName() + "." + method.getName());
            }
            return null;
        }

        private void note(String name) {
            if (docs.getDocComment(getCurrentPath()) == null) {
                names.add(name);
            }
        }

        /** Members of an interface are public without a word. */
        private boolean isPublic(ModifiersTree modifiers) {
            TreePath parent = getCurrentPath().getParentPath();
            boolean inInterface = parent.getLeaf().getKind() == Tree.Kind.INTERFACE;
            return modifiers.getFlags().contains(Modifier.PUBLIC)
                    || (inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE));
        }

        private static boolean isOverride(MethodTree method) {
            return method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
        }

        private static boolean isConstructorOf(ClassTree type, MethodTree method) {
            return type.getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
        }
    }
}
