package io.stci.groupops.plugin;

import io.stci.core.StciException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;

/** A class of a jar, as far as it can be read without running it. Its bytes may be anything. */
final class ClassFile {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int MINOR_AT = 4;
    private static final int MAJOR_AT = 6;
    private static final int JAVA_1_MAJOR = 44;
    private static final int OLDEST_RELEASE = 8;
    private static final int PREVIEW = 0xFFFF;
    private static final int CLASS_TAG = 7;

    private final String path;
    private final ClassReader reader;
    private final JarError error;

    private ClassFile(String path, ClassReader reader, JarError error) {
        this.path = path;
        this.reader = reader;
        this.error = error;
    }

    /**
     * Reads its head.
     *
     * @param path its name in the jar
     * @throws StciException INVALID_ARGUMENT if this JVM can't load it
     */
    static ClassFile read(String path, byte[] bytes, JarError error) {
        if (bytes.length <= MAJOR_AT + 1 || int32(bytes, 0) != MAGIC) {
            throw error.invalid(path + " is no class", "build it anew");
        }
        checkRelease(path, bytes, error);
        ClassReader reader = guarded(path, error, () -> new ClassReader(bytes));
        ClassFile file = new ClassFile(path, reader, error);
        String name = guarded(path, error, reader::getClassName);
        if (!path.equals(name + ".class")) {
            throw error.invalid(path + " holds the class " + name, "put it where its name says");
        }
        return file;
    }

    /** Internal names of all classes that it names as such, its own too; arrays count as what they are of. */
    Set<String> references() {
        return guarded(path, error, this::readReferences);
    }

    /** Its bytes, with checks, as {@link Instrumenter} says. */
    byte[] withChecks() {
        return guarded(path, error, () -> Instrumenter.instrument(reader, error));
    }

    private Set<String> readReferences() {
        Set<String> names = new LinkedHashSet<>();
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int at = reader.getItem(i);
            if (at > 0 && reader.readByte(at - 1) == CLASS_TAG) {
                addClass(names, Type.getObjectType(reader.readUTF8(at, buffer)));
            }
        }
        return names;
    }

    private static void addClass(Set<String> names, Type type) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
            names.add(element.getInternalName());
        }
    }

    private static void checkRelease(String path, byte[] bytes, JarError error) {
        int release = int16(bytes, MAJOR_AT) - JAVA_1_MAJOR;
        int running = (int) Double.parseDouble(System.getProperty("java.class.version")) - JAVA_1_MAJOR;
        if (release > running) {
            throw error.invalid(
                    path + " is compiled for Java " + release + ", and this is Java " + running,
                    "compile it with --release " + running + " or older, for each Java that nodes run on");
        }
        if (release < OLDEST_RELEASE) {
            throw error.invalid(path + " is compiled for Java " + release, "compile it with --release 8 or newer");
        }
        if (int16(bytes, MINOR_AT) == PREVIEW) {
            throw error.invalid(path + " needs features in preview", "compile it without --enable-preview");
        }
    }

    /** What a damaged class does to its reader is anything at all, but no more than that. */
    private static <T> T guarded(String path, JarError error, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (StciException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw error.invalid(path + " is a damaged class: " + e, "build it anew", e);
        }
    }

    private static int int16(byte[] bytes, int at) {
        return Byte.toUnsignedInt(bytes[at]) << 8 | Byte.toUnsignedInt(bytes[at + 1]);
    }

    private static int int32(byte[] bytes, int at) {
        return int16(bytes, at) << 16 | int16(bytes, at + 2);
    }
}
