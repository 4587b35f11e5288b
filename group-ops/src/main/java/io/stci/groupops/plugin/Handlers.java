package io.stci.groupops.plugin;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;

/**
 * Where a method catches exceptions: all further on than what throws them. A handler further back would be a loop without a
 * jump. Compilers write some of those, which are harmless: a handler that covers its own beginning, where it stores the exception
 * and releases a monitor, which throws nothing.
 */
final class Handlers {
    private record Covered(Label start, Label end, Label handler) {}

    private final Map<Label, List<Covered>> byHandler = new HashMap<>();
    /** How many instructions precede a label. */
    private final Map<Label, Integer> places = new HashMap<>();
    /** Instructions that may throw, or lead elsewhere. */
    private final BitSet active = new BitSet();

    private int instructions;

    void add(Label start, Label end, Label handler) {
        byHandler.computeIfAbsent(handler, key -> new ArrayList<>()).add(new Covered(start, end, handler));
    }

    void label(Label label) {
        places.put(label, instructions);
    }

    boolean isHandler(Label label) {
        return byHandler.containsKey(label);
    }

    /** Whether all that the handler covers lies before the label that was told last. */
    boolean isCoveredNoMore(Label handler) {
        return byHandler.get(handler).stream().allMatch(range -> places.containsKey(range.end()));
    }

    /** @param passive whether it neither throws nor jumps */
    void instruction(boolean passive) {
        active.set(instructions++, !passive);
    }

    /** Once all instructions have been told. */
    boolean anyGoesBack() {
        return byHandler.values().stream().flatMap(List::stream).anyMatch(this::goesBack);
    }

    private boolean goesBack(Covered range) {
        int end = places.get(range.end());
        int from = Math.max(places.get(range.start()), places.get(range.handler()));
        int firstActive = active.nextSetBit(from);
        return firstActive >= 0 && firstActive < end;
    }
}
