package io.stci.groupops.plugin;

import io.stci.core.StciException;
import io.stci.groupops.filter.FilterProvider;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Makes the providers of a jar: the first of its code that runs, within the budget of a call each. */
final class Providers {
    private static final int MAX_NAME_LENGTH = 100;

    private final FilterClassLoader loader;
    private final Guard guard;
    private final JarError error;
    private final Map<String, FilterProvider> byName = new LinkedHashMap<>();

    private Providers(FilterClassLoader loader, JarError error) {
        this.loader = loader;
        this.guard = new Guard(loader.checks(), "filter jar " + error.jarName());
        this.error = error;
    }

    /**
     * Providers by their names, in the order of the jar.
     *
     * @throws StciException INVALID_ARGUMENT if a class can't be made a provider, or names are not proper names; INTERNAL or
     *     RESOURCE_EXHAUSTED if its code fails
     */
    static Map<String, FilterProvider> make(FilterClassLoader loader, Set<String> classNames, JarError error) {
        Providers providers = new Providers(loader, error);
        for (String className : classNames) {
            providers.add(className);
        }
        return providers.byName;
    }

    private void add(String className) {
        Constructor<?> constructor = constructor(className);
        FilterProvider made = guard.call("making " + className, () -> make(constructor));
        String name = guard.call(className + ".name", made::name);
        checkName(name, className);
        Guard ofFilter = guard.of("filter '" + name + "' of jar " + error.jarName());
        if (byName.putIfAbsent(name, new GuardedProvider(name, made, ofFilter)) != null) {
            throw error.invalid("has two filters named '" + name + "'", "give each a name of its own");
        }
    }

    /** Looking for it links the class, and so verifies it. */
    private Constructor<?> constructor(String className) {
        try {
            Class<?> type = loader.loadClass(className);
            if (!FilterProvider.class.isAssignableFrom(type)) {
                throw error.invalid(className + " is no FilterProvider", "let it implement that");
            }
            Constructor<?> constructor = type.getConstructor();
            if (Modifier.isAbstract(type.getModifiers()) || !Modifier.isPublic(type.getModifiers())) {
                throw error.invalid(className + " is abstract or not public", "make it a public class");
            }
            return constructor;
        } catch (NoSuchMethodException e) {
            throw error.invalid(className + " has no public constructor without parameters", "give it one", e);
        } catch (ClassNotFoundException | LinkageError e) {
            throw error.invalid(className + " can't be loaded: " + e, "build the jar anew, with all its classes", e);
        }
    }

    private static FilterProvider make(Constructor<?> constructor) throws Exception {
        try {
            return (FilterProvider) constructor.newInstance();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    private void checkName(String name, String className) {
        boolean printable = name.chars().noneMatch(Character::isISOControl);
        if (name.isBlank() || name.length() > MAX_NAME_LENGTH || !printable) {
            throw error.invalid(
                    className + " gives no proper name",
                    "let it have 1 to " + MAX_NAME_LENGTH + " printable characters");
        }
    }
}
