package io.stci.groupops.plugin;

import io.stci.groupops.filter.Filter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Loads the classes of one jar out of memory, with checks.
 *
 * <p>A class comes from this process if it is of {@code java.*} or {@code io.stci.*} and there is one, else from the jar, else from
 * the JDK. Other libraries of this process are not seen: a jar that needs one brings it along, in the version it was built with.
 *
 * <p>Resources are read as streams. There are no URLs of them, as there is no place that these could name.
 */
final class FilterClassLoader extends ClassLoader {
    private static final String CLASS = ".class";

    private final Map<String, byte[]> entries;
    private final Map<String, byte[]> ready = new HashMap<>();
    private final Checks checks;
    private final JarError error;

    FilterClassLoader(Map<String, byte[]> entries, Checks checks, JarError error) {
        super("filters of " + error.jarName(), Filter.class.getClassLoader());
        this.entries = new HashMap<>(entries);
        this.checks = checks;
        this.error = error;
    }

    Checks checks() {
        return checks;
    }

    boolean holds(String internalName) {
        return entries.containsKey(internalName + CLASS);
    }

    /** Reads a class of the jar and gives it its checks now, so that it takes no time when it is used first. */
    ClassFile prepare(String internalName) {
        String path = internalName + CLASS;
        ClassFile file = ClassFile.read(path, entries.get(path), error);
        ready.put(path, file.withChecks());
        return file;
    }

    /** Whether the class can be found, in the jar or around it. Loads at most the latter, and runs nothing. */
    boolean isThere(String internalName) {
        try {
            return holds(internalName)
                    || internalName.equals(Gate.NAME)
                    || outside(internalName.replace('/', '.')) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Forgets the bytes of the jar. Classes that were not loaded are not found any more. */
    void close() {
        entries.clear();
        ready.clear();
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] content = name.endsWith(CLASS) ? null : entries.get(name);
        return content == null ? null : new ByteArrayInputStream(content);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> type = findLoadedClass(name);
            if (type == null) {
                type = isOwn(name) ? findClass(name) : outside(name);
            }
            if (resolve) {
                resolveClass(type);
            }
            return type;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.equals(Gate.CLASS_NAME)) {
            return define(name, Gate.classFile());
        }
        String internalName = name.replace('.', '/');
        if (!holds(internalName)) {
            throw new ClassNotFoundException(name);
        }
        if (!ready.containsKey(internalName + CLASS)) {
            prepare(internalName);
        }
        Class<?> type = define(name, ready.get(internalName + CLASS));
        ready.remove(internalName + CLASS);
        return type;
    }

    private Class<?> define(String name, byte[] classFile) {
        return defineClass(name, classFile, 0, classFile.length);
    }

    private boolean isOwn(String name) {
        if (name.equals(Gate.CLASS_NAME)) {
            return true;
        }
        boolean inJar = holds(name.replace('.', '/'));
        return inJar && !name.startsWith("java.") && !(name.startsWith("io.stci.") && isOutside(name));
    }

    private boolean isOutside(String name) {
        try {
            return outside(name) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private Class<?> outside(String name) throws ClassNotFoundException {
        ClassLoader around = name.startsWith("io.stci.") ? getParent() : getPlatformClassLoader();
        return around.loadClass(name);
    }
}
