package io.stci.groupops.plugin;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes a method that makes an array of arrays after a check. A method of its own, because there is no telling how many lengths
 * lie on the stack where the array is made.
 */
final class RowsMethod {
    private static final int ENOUGH_STACK = 4;
    private static final int MODIFIERS = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;

    private RowsMethod() {}

    /** @param descriptor from lengths to the array's type */
    static void write(ClassVisitor type, String name, String descriptor) {
        int dimensions = Type.getArgumentTypes(descriptor).length;
        String array = Type.getReturnType(descriptor).getDescriptor();
        MethodVisitor code = type.visitMethod(MODIFIERS, name, descriptor, null, null);
        code.visitCode();
        pushLengths(code, dimensions);
        code.visitLdcInsn(array);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Gate.NAME, Gate.ARRAYS, Gate.ARRAYS_DESCRIPTOR, false);
        for (int i = 0; i < dimensions; i++) {
            code.visitVarInsn(Opcodes.ILOAD, i);
        }
        code.visitMultiANewArrayInsn(array, dimensions);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(Math.max(ENOUGH_STACK, dimensions), dimensions);
        code.visitEnd();
    }

    private static void pushLengths(MethodVisitor code, int dimensions) {
        code.visitIntInsn(Opcodes.SIPUSH, dimensions);
        code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
        for (int i = 0; i < dimensions; i++) {
            code.visitInsn(Opcodes.DUP);
            code.visitIntInsn(Opcodes.SIPUSH, i);
            code.visitVarInsn(Opcodes.ILOAD, i);
            code.visitInsn(Opcodes.IASTORE);
        }
    }
}
