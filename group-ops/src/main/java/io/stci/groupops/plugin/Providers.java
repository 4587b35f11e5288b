package io.stci.groupops.plugin;

import io.stci.core.StciException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes the providers of a jar, of filters for one direction: the first of its code that runs, within the budget of a call each.
 *
 * @param <P> what they must be
 */
final class Providers<P> {
    private static final int MAX_NAME_LENGTH = 100;

    private final Class<P> service;
    private final Function<P, String> nameOf;
    private final Guarding<P> guarding;
    private final FilterClassLoader loader;
    private final Guard guard;
    private final JarError error;
    private final Map<String, P> byName = new LinkedHashMap<>();

    /** Holds a provider, and what it makes, to a budget. */
    interface Guarding<P> {
        P guarded(String name, P provider, Guard guard);
    }

    Providers(
            Class<P> service,
            Function<P, String> nameOf,
            Guarding<P> guarding,
            FilterClassLoader loader,
            JarError error) {
        this.service = service;
        this.nameOf = nameOf;
        this.guarding = guarding;
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
    Map<String, P> make(Set<String> classNames) {
        classNames.forEach(this::add);
        return byName;
    }

    private void add(String className) {
        Constructor<?> constructor = constructor(className);
        P made = guard.call("making " + className, () -> make(constructor));
        String name = guard.call(className + ".name", () -> nameOf.apply(made));
        checkName(name, className);
        Guard ofFilter = guard.of("filter '" + name + "' of jar " + error.jarName());
        if (byName.putIfAbsent(name, guarding.guarded(name, made, ofFilter)) != null) {
            throw error.invalid("has two filters named '" + name + "'", "give each a name of its own");
        }
    }

    /** Looking for it links the class, and so verifies it. */
    private Constructor<?> constructor(String className) {
        try {
            Class<?> type = loader.loadClass(className);
            if (!service.isAssignableFrom(type)) {
                throw error.invalid(className + " is no " + service.getSimpleName(), "let it implement that");
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

    private P make(Constructor<?> constructor) throws Exception {
        try {
            return service.cast(constructor.newInstance());
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
