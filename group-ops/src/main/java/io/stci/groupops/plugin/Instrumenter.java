package io.stci.groupops.plugin;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts the checks of a budget into a class, and refuses what no check could hold.
 *
 * <p>Nothing is computed anew: calls are added where the stack and its frame are left as they were, so the frames that the
 * compiler wrote stay right, and no other class has to be looked at.
 */
final class Instrumenter extends ClassVisitor {
    private static final String ROWS = "stci$rows";

    private final JarError error;
    /** Methods to be added, by their descriptors: each makes an array of arrays. */
    private final Map<String, String> rows = new LinkedHashMap<>();

    private String className;
    private boolean isInterface;

    private Instrumenter(ClassVisitor next, JarError error) {
        super(Opcodes.ASM9, next);
        this.error = error;
    }

    /**
     * The class file, with checks.
     *
     * @param classFile of Java 8 or newer
     * @throws StciException PERMISSION_DENIED if it calls what filters must not, INVALID_ARGUMENT if it can't be read, or can't
     *     be given checks
     */
    static byte[] instrument(ClassReader classFile, JarError error) {
        ClassWriter result = new AsItWas(classFile);
        try {
            classFile.accept(new Instrumenter(result, error), 0);
            return result.toByteArray();
        } catch (MethodTooLargeException e) {
            String method = e.getClassName() + "." + e.getMethodName();
            throw error.invalid(method + " is too large for checks", "divide it", e);
        }
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        className = name;
        isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] throwing) {
        if ((access & Opcodes.ACC_NATIVE) != 0) {
            throw refuse(name, "is native");
        }
        if (name.equals("finalize") && descriptor.equals("()V")) {
            throw refuse(name, "would run on another thread");
        }
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, throwing);
        return new CheckedMethod(next, this, name);
    }

    @Override
    public void visitEnd() {
        rows.forEach((descriptor, name) -> RowsMethod.write(cv, name, descriptor));
        super.visitEnd();
    }

    /** A method that makes an array of that type, with so many of its dimensions, once it is checked. */
    void callRows(MethodVisitor code, String arrayDescriptor, int dimensions) {
        String descriptor = "(" + "I".repeat(dimensions) + ")" + arrayDescriptor;
        String name = rows.computeIfAbsent(descriptor, key -> ROWS + rows.size());
        code.visitMethodInsn(Opcodes.INVOKESTATIC, className, name, descriptor, isInterface);
    }

    /** PERMISSION_DENIED. */
    StciException refuse(String method, String why) {
        String where = className.replace('/', '.') + "." + method;
        return error.of(Status.PERMISSION_DENIED, where + " " + why, "a filter must compute, and nothing else");
    }

    StciException cannotCheck(String method, String why) {
        String where = className.replace('/', '.') + "." + method;
        return error.invalid(where + " " + why, "compile it with javac, without reordering its code");
    }

    /** Writes frames as they are handed on, and never needs the hierarchy of classes for it. */
    private static final class AsItWas extends ClassWriter {
        AsItWas(ClassReader classFile) {
            super(classFile, 0);
        }

        @Override
        protected String getCommonSuperClass(String left, String right) {
            throw new IllegalStateException("frames are kept, not computed");
        }
    }
}
