package io.stci.groupops.plugin;

import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A class of each jar's loader by which its code reaches the jar's {@link Checks}: a constant of their class loader, so that a
 * step needs no look-up, least of all by thread, and compilers see through it.
 *
 * <p>Its methods take at most what lies on the stack already. So code that calls them needs neither more stack nor other
 * frames than it had.
 */
final class Gate {
    static final String NAME = "stci/budget/Gate";
    static final String CLASS_NAME = NAME.replace('/', '.');

    static final String STEP = "step";
    static final String STEP_DESCRIPTOR = "()V";
    static final String ARRAYS = "arrays";
    static final String ARRAYS_DESCRIPTOR = "([ILjava/lang/String;)V";
    static final String TEXT = "text";
    static final String TEXT_DESCRIPTOR = "(Ljava/lang/String;)Ljava/lang/String;";
    static final String REPEAT = "repeat";
    static final String REPEAT_DESCRIPTOR = "(Ljava/lang/String;I)Ljava/lang/String;";
    static final String CAUGHT = "caught";
    static final String BULK = "bulk";
    static final String ARRAY_DESCRIPTOR = "(I)I";

    /** Types of what may be large and is handed to the JDK. */
    static final List<String> BULK_TYPES =
            List.of("Ljava/lang/String;", "Ljava/lang/CharSequence;", "Ljava/util/Collection;", "Ljava/util/Map;");

    private static final String ARRAY = "array";
    private static final int[] ELEMENT_BYTES = {1, 2, 4, 8};
    private static final String CHECKS = Type.getInternalName(Checks.class);
    private static final String CHECKS_DESCRIPTOR = Type.getDescriptor(Checks.class);
    private static final String FIELD = "CHECKS";
    private static final int ENOUGH_STACK = 3;
    private static final int ENOUGH_LOCALS = 2;

    private Gate() {}

    /** The method in front of an array of elements of so many bytes: 1, 2, 4 or 8. */
    static String array(int elementBytes) {
        return ARRAY + elementBytes;
    }

    /** Of the method in front of a call that is given something of that type. */
    static String bulkDescriptor(String type) {
        return "(" + type + ")" + type;
    }

    /** Its class file. */
    static byte[] classFile() {
        ClassWriter type = new ClassWriter(0);
        int modifiers = Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
        type.visit(Opcodes.V17, modifiers, NAME, null, "java/lang/Object", null);
        type.visitField(
                        Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
                        FIELD,
                        CHECKS_DESCRIPTOR,
                        null,
                        null)
                .visitEnd();
        findChecks(type);
        passOn(type, STEP, STEP_DESCRIPTOR);
        passOn(type, CAUGHT, STEP_DESCRIPTOR);
        for (String bulk : BULK_TYPES) {
            passOn(type, BULK, bulkDescriptor(bulk));
        }
        passOn(type, ARRAYS, ARRAYS_DESCRIPTOR);
        passOn(type, TEXT, TEXT_DESCRIPTOR);
        passOn(type, REPEAT, REPEAT_DESCRIPTOR);
        for (int elementBytes : ELEMENT_BYTES) {
            array(type, elementBytes);
        }
        type.visitEnd();
        return type.toByteArray();
    }

    private static void findChecks(ClassWriter type) {
        MethodVisitor code = type.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        code.visitCode();
        code.visitLdcInsn(Type.getObjectType(NAME));
        code.visitMethodInsn(Opcodes.INVOKESTATIC, CHECKS, "of", "(Ljava/lang/Class;)" + CHECKS_DESCRIPTOR, false);
        code.visitFieldInsn(Opcodes.PUTSTATIC, NAME, FIELD, CHECKS_DESCRIPTOR);
        end(code, Type.VOID_TYPE);
    }

    /** Calls the method of the same name and parameters. */
    private static void passOn(ClassWriter type, String name, String descriptor) {
        MethodVisitor code = begin(type, name, descriptor);
        int local = 0;
        for (Type parameter : Type.getArgumentTypes(descriptor)) {
            code.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), local++);
        }
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, CHECKS, name, descriptor, false);
        end(code, Type.getReturnType(descriptor));
    }

    private static void array(ClassWriter type, int elementBytes) {
        MethodVisitor code = begin(type, array(elementBytes), ARRAY_DESCRIPTOR);
        code.visitVarInsn(Opcodes.ILOAD, 0);
        code.visitIntInsn(Opcodes.BIPUSH, elementBytes);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, CHECKS, ARRAY, "(II)I", false);
        end(code, Type.INT_TYPE);
    }

    private static MethodVisitor begin(ClassWriter type, String name, String descriptor) {
        MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, null, null);
        code.visitCode();
        code.visitFieldInsn(Opcodes.GETSTATIC, NAME, FIELD, CHECKS_DESCRIPTOR);
        return code;
    }

    private static void end(MethodVisitor code, Type result) {
        code.visitInsn(result.getOpcode(Opcodes.IRETURN));
        code.visitMaxs(ENOUGH_STACK, ENOUGH_LOCALS);
        code.visitEnd();
    }
}
