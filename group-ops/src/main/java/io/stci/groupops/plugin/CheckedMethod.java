package io.stci.groupops.plugin;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts a step at the start of a method and in front of each jump backward, and a check in front of each array.
 *
 * <p>Why that ends every loop, whatever it catches: once the budget is exceeded, each jump backward throws, and each method that
 * is called. What catches it lies further on in the code, which {@link Handlers} makes sure of. So a method only gets further
 * on, until it is left.
 */
final class CheckedMethod extends MethodVisitor {
    private static final String STRING_RESULT = ")Ljava/lang/String;";
    private static final String ELEMENTS = "ZCFDBSIJ";

    private final Instrumenter type;
    private final String name;
    private final Set<Label> passed = new HashSet<>();
    private final Handlers handlers = new Handlers();

    private final Map<Label, Label> ends = new HashMap<>();
    /** Between the label of a handler and its first instruction. */
    private boolean atHandler;
    /** A handler that goes on within what it covers: what is added must not throw before the end of that. Null if there is none. */
    private Label coversItself;

    CheckedMethod(MethodVisitor next, Instrumenter type, String name) {
        super(Opcodes.ASM9, next);
        this.type = type;
        this.name = name;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        step();
    }

    @Override
    public void visitLabel(Label label) {
        passed.add(label);
        handlers.label(label);
        if (ends.containsKey(label)) {
            super.visitLabel(ends.get(label));
        }
        if (coversItself != null && handlers.isCoveredNoMore(coversItself)) {
            coversItself = null;
            caught();
        }
        super.visitLabel(label);
        if (handlers.isHandler(label)) {
            atHandler = handlers.isCoveredNoMore(label);
            coversItself = atHandler ? null : label;
        }
    }

    /** Ends ranges at labels of their own, in front of what is added where they end. */
    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        handlers.add(start, end, handler);
        super.visitTryCatchBlock(start, ends.computeIfAbsent(end, key -> new Label()), handler, type);
    }

    /** In front of every instruction. */
    private void begin(boolean passive) {
        if (atHandler) {
            atHandler = false;
            caught();
        }
        handlers.instruction(passive);
    }

    @Override
    public void visitInsn(int opcode) {
        begin(opcode == Opcodes.MONITOREXIT);
        super.visitInsn(opcode);
    }

    @Override
    public void visitVarInsn(int opcode, int local) {
        begin(true);
        super.visitVarInsn(opcode, local);
    }

    @Override
    public void visitIincInsn(int local, int increment) {
        begin(false);
        super.visitIincInsn(local, increment);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        begin(false);
        if (opcode == Opcodes.NEWARRAY) {
            checkLength(ArrayBytes.ofElement(ELEMENTS.charAt(operand - Opcodes.T_BOOLEAN)));
        }
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitTypeInsn(int opcode, String operand) {
        begin(false);
        if (opcode == Opcodes.ANEWARRAY) {
            checkLength(ArrayBytes.REFERENCE);
        }
        super.visitTypeInsn(opcode, operand);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        begin(false);
        type.callRows(mv, descriptor, dimensions);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
        begin(false);
        if (ForbiddenCalls.containsField(owner, field)) {
            throw type.refuse(name, "uses " + ForbiddenCalls.readable(owner, field));
        }
        super.visitFieldInsn(opcode, owner, field, descriptor);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String method, String descriptor, boolean isInterface) {
        begin(false);
        refuseForbidden(owner, method, descriptor);
        if (owner.equals("java/lang/String") && method.equals("repeat")) {
            gate(Gate.REPEAT, Gate.REPEAT_DESCRIPTOR);
            return;
        }
        checkArguments(owner, method, descriptor);
        super.visitMethodInsn(opcode, owner, method, descriptor, isInterface);
        if (owner.startsWith("java/")) {
            checkText(descriptor);
        }
    }

    @Override
    public void visitInvokeDynamicInsn(String method, String descriptor, Handle bootstrap, Object... arguments) {
        begin(false);
        refuseForbidden(bootstrap);
        for (Object argument : arguments) {
            refuseForbidden(argument);
        }
        super.visitInvokeDynamicInsn(method, descriptor, bootstrap, arguments);
        checkText(descriptor);
    }

    @Override
    public void visitLdcInsn(Object value) {
        begin(false);
        refuseForbidden(value);
        super.visitLdcInsn(value);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
        begin(false);
        if (passed.contains(target)) {
            step();
        }
        super.visitJumpInsn(opcode, target);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... targets) {
        begin(false);
        stepIfBackward(otherwise, targets);
        super.visitTableSwitchInsn(min, max, otherwise, targets);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] targets) {
        begin(false);
        stepIfBackward(otherwise, targets);
        super.visitLookupSwitchInsn(otherwise, keys, targets);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (handlers.anyGoesBack()) {
            throw type.cannotCheck(name, "catches an exception further back in its code");
        }
        super.visitMaxs(maxStack, maxLocals);
    }

    private void stepIfBackward(Label otherwise, Label... targets) {
        boolean backward = passed.contains(otherwise);
        for (Label target : targets) {
            backward |= passed.contains(target);
        }
        if (backward) {
            step();
        }
    }

    private void step() {
        gate(Gate.STEP, Gate.STEP_DESCRIPTOR);
    }

    private void caught() {
        gate(Gate.CAUGHT, Gate.STEP_DESCRIPTOR);
    }

    private void checkLength(int elementBytes) {
        gate(Gate.array(elementBytes), Gate.ARRAY_DESCRIPTOR);
    }

    private void checkArguments(String owner, String method, String descriptor) {
        int elementBytes = SizedCalls.elementBytes(owner, method, descriptor);
        String bulk = SizedCalls.bulk(owner, descriptor);
        if (elementBytes > 0) {
            checkLength(elementBytes);
        } else if (bulk != null) {
            gate(Gate.BULK, Gate.bulkDescriptor(bulk));
        }
    }

    private void checkText(String descriptor) {
        if (descriptor.endsWith(STRING_RESULT)) {
            gate(Gate.TEXT, Gate.TEXT_DESCRIPTOR);
        }
    }

    private void gate(String method, String descriptor) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, Gate.NAME, method, descriptor, false);
    }

    private void refuseForbidden(String owner, String method, String descriptor) {
        if (ForbiddenCalls.contains(owner, method, descriptor)) {
            throw type.refuse(name, "calls " + ForbiddenCalls.readable(owner, method));
        }
    }

    private void refuseForbidden(Object constant) {
        String forbidden = ForbiddenCalls.within(constant);
        if (forbidden != null) {
            throw type.refuse(name, "calls " + forbidden);
        }
    }
}
