package io.stci.groupops.plugin;

import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Type;

/**
 * Calls into the JDK that make an array of the length that they are given last. What they take is checked as if the filter made
 * the array itself. Those that are given a text or a collection are charged for its size, because they may copy it. Others that
 * make large things are noticed afterwards.
 */
final class SizedCalls {
    private static final Map<String, Integer> ELEMENT_BYTES = Map.of(
            "java/lang/reflect/Array.newInstance(Ljava/lang/Class;I)Ljava/lang/Object;", Long.BYTES,
            "java/nio/ByteBuffer.allocate(I)Ljava/nio/ByteBuffer;", Byte.BYTES,
            "java/nio/ByteBuffer.allocateDirect(I)Ljava/nio/ByteBuffer;", Byte.BYTES,
            "java/io/ByteArrayOutputStream.<init>(I)V", Byte.BYTES,
            "java/lang/StringBuilder.<init>(I)V", Byte.BYTES,
            "java/lang/StringBuffer.<init>(I)V", Byte.BYTES);

    /** Their constructors take a number of elements. */
    private static final Set<String> COLLECTIONS = Set.of(
            "java/util/ArrayList",
            "java/util/Vector",
            "java/util/ArrayDeque",
            "java/util/PriorityQueue",
            "java/util/HashMap",
            "java/util/LinkedHashMap",
            "java/util/HashSet",
            "java/util/LinkedHashSet",
            "java/util/IdentityHashMap",
            "java/util/concurrent/ConcurrentHashMap");

    private SizedCalls() {}

    /** Bytes for each element, of which the number is on top of the stack; 0 if the call is none of these. */
    static int elementBytes(String owner, String name, String descriptor) {
        if (name.equals("copyOf") && owner.equals("java/util/Arrays")) {
            Type[] parameters = Type.getArgumentTypes(descriptor);
            return parameters.length == 2
                    ? ArrayBytes.ofElement(parameters[0].getDescriptor().charAt(1))
                    : 0;
        }
        if (COLLECTIONS.contains(owner) && name.equals("<init>") && descriptor.equals("(I)V")) {
            return ArrayBytes.REFERENCE;
        }
        return ELEMENT_BYTES.getOrDefault(owner + "." + name + descriptor, 0);
    }

    /** Type of what a method of the JDK is given last, if that may be large; null else. */
    static String bulk(String owner, String descriptor) {
        if (!owner.startsWith("java/")) {
            return null;
        }
        String given = descriptor.substring(0, descriptor.indexOf(')'));
        return Gate.BULK_TYPES.stream().filter(given::endsWith).findFirst().orElse(null);
    }
}
