package io.stci.groupops.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.Status;
import io.stci.core.StciException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class JarRefusalTest {
    private static final String F = TestJar.HEAD + "class F extends LongFilter {}";
    private static final String P = TestJar.provider("P", "x", "F");

    @Test
    void anotherDigest() {
        byte[] jar = TestJar.filter("").bytes();
        byte[] digest = FilterJar.digest(jar);
        digest[31] ^= 1;
        assertRefused(Status.PROTOCOL_ERROR, "has the SHA-256", () -> load(jar, digest, JarLimits.DEFAULT));
        assertRefused(Status.PROTOCOL_ERROR, "has the SHA-256", () -> load(jar, new byte[0], JarLimits.DEFAULT));
    }

    @Test
    void noJar() {
        assertRefused(Status.INVALID_ARGUMENT, "is not a jar", () -> load(new byte[0]));
        assertRefused(Status.INVALID_ARGUMENT, "is not a jar", () -> load("hello".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aJarCutShort() {
        byte[] jar = TestJar.filter("").bytes();
        assertRefused(Status.INVALID_ARGUMENT, "is damaged", () -> load(java.util.Arrays.copyOf(jar, 100)));
    }

    @Test
    void tooManyBytes() {
        byte[] jar = TestJar.filter("").bytes();
        JarLimits limits = new JarLimits(jar.length - 1, 100, 1 << 20);
        assertRefused(Status.RESOURCE_EXHAUSTED, "are allowed", () -> load(jar, FilterJar.digest(jar), limits));
    }

    @Test
    void tooManyEntries() {
        byte[] jar = TestJar.filter("").bytes();
        JarLimits limits = new JarLimits(1 << 20, 2, 1 << 20);
        assertRefused(
                Status.RESOURCE_EXHAUSTED, "has more than 2 entries", () -> load(jar, FilterJar.digest(jar), limits));
    }

    @Test
    void aZipBomb() {
        byte[] jar = TestJar.filter("").with("zeros", new byte[65 << 20]).bytes();
        assertTrue(jar.length < 1 << 20);
        assertRefused(Status.RESOURCE_EXHAUSTED, "unpacks to more than 67108864 bytes", () -> load(jar));
    }

    @Test
    void noProviders() {
        TestJar none = TestJar.filter("").without(ServiceFile.NAME);
        assertRefused(Status.INVALID_ARGUMENT, "has no META-INF/services/", none::load);
        TestJar empty = TestJar.filter("").services("# tool.P", "");
        assertRefused(Status.INVALID_ARGUMENT, "names no class", empty::load);
    }

    @Test
    void aProviderThatIsNotThere() {
        TestJar jar = TestJar.filter("").services("tool.P", "tool.Q");
        assertRefused(Status.NOT_FOUND, "has no class tool.Q, which META-INF/services/", jar::load);
    }

    @Test
    void aProviderThatIsNone() {
        TestJar jar =
                new TestJar().compiled(17, TestJar.HEAD + "public class P {}").services("tool.P");
        assertRefused(Status.INVALID_ARGUMENT, "tool.P is no FilterProvider", jar::load);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public class P implements FilterProvider { public P(int x) {} | has no public constructor without parameters",
                "public class P implements FilterProvider { P() {} | has no public constructor without parameters",
                "class P implements FilterProvider { public P() {} | is abstract or not public",
                "public abstract class P implements FilterProvider { public P() {} | is abstract or not public"
            })
    void aProviderThatCannotBeMade(String beginning, String reason) {
        String source = TestJar.HEAD + beginning + "public String name() { return \"x\"; }"
                + "public Filter<?, ?> create(byte[] parameters) { return null; } }";
        TestJar jar = new TestJar().compiled(17, source).services("tool.P");
        assertRefused(Status.INVALID_ARGUMENT, "tool.P " + reason, jar::load);
    }

    @Test
    void aClassOfANewerJava() {
        TestJar jar = TestJar.filter("");
        byte[] classFile = jar.entry("tool/F.class").clone();
        classFile[7] = (byte) (44 + Runtime.version().feature() + 1);
        assertRefused(Status.INVALID_ARGUMENT, "is compiled for Java", jar.with("tool/F.class", classFile)::load);
    }

    /** A loop without a jump: no step could be put into it. */
    @Test
    void aHandlerThatThrowsToItself() {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "tool/F", null, "io/stci/groupops/plugin/LongFilter", null);
        MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, "spin", "()V", null, null);
        Label start = new Label();
        Label end = new Label();
        code.visitCode();
        code.visitTryCatchBlock(start, end, start, null);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitLabel(start);
        code.visitInsn(Opcodes.ATHROW);
        code.visitLabel(end);
        code.visitMaxs(1, 1);
        code.visitEnd();
        type.visitEnd();
        TestJar jar = TestJar.filter("").with("tool/F.class", type.toByteArray());
        assertRefused(Status.INVALID_ARGUMENT, "tool.F.spin catches an exception further back in its code", jar::load);
    }

    @Test
    void aClassInAPlaceThatIsNotIts() {
        TestJar jar = TestJar.filter("");
        TestJar moved = jar.with("tool/G.class", jar.entry("tool/F.class")).services("tool.G");
        assertRefused(Status.INVALID_ARGUMENT, "tool/G.class holds the class tool/F", moved::load);
    }

    @Test
    void aClassThatIsMissing() {
        TestJar jar = TestJar.filter("").without("tool/F.class");
        assertRefused(Status.NOT_FOUND, "has no class tool.F, which tool.P names", jar::load);
    }

    @Test
    void aLibraryThatOnlyThisProcessHas() {
        TestJar jar = TestJar.filter("public Long merge(Long a, Long b) { return (long) "
                + "org.junit.jupiter.api.Assertions.class.hashCode(); }");
        assertRefused(Status.NOT_FOUND, "has no class org.junit.jupiter.api.Assertions, which tool.F names", jar::load);
    }

    @Test
    void twoFiltersOfOneName() {
        TestJar jar = new TestJar()
                .compiled(17, P, TestJar.provider("Q", "x", "F"), F)
                .services("tool.P", "tool.Q");
        assertRefused(Status.INVALID_ARGUMENT, "has two filters named 'x'", jar::load);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\\nb"})
    void aFilterWithoutAProperName(String name) {
        TestJar jar =
                new TestJar().compiled(17, TestJar.provider("P", name, "F"), F).services("tool.P");
        assertRefused(Status.INVALID_ARGUMENT, "tool.P gives no proper name", jar::load);
    }

    @Test
    void aProviderThatNeverComesBack() {
        String[] members = {"public P() { for (;;) {} }", "static { for (int i = 0; i < 1; ) {} }"};
        for (String member : members) {
            String source = TestJar.HEAD + "public class P implements FilterProvider {" + member
                    + "public String name() { return \"x\"; }"
                    + "public Filter<?, ?> create(byte[] parameters) { return null; } }";
            TestJar jar = new TestJar().compiled(17, source).services("tool.P");
            assertRefused(Status.RESOURCE_EXHAUSTED, "ran longer than 100 ms in making tool.P", jar::load);
        }
    }

    @Test
    void aDamagedClassIsRefusedOrFailsInItsCalls() {
        TestJar jar = TestJar.filter("""
                public Long merge(Long a, Long b) {
                  try { for (int i = 0; i < 3; i++) { switch (i) { case 1: a++; default: b += new int[2][3].length; } } }
                  catch (RuntimeException e) { return a; } finally { b--; }
                  return a + b; }
                """);
        byte[] good = jar.entry("tool/F.class");
        AtomicInteger refused = new AtomicInteger();
        for (long seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            byte[] bad = good.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                jar.with("tool/F.class", bad).open().merge(1L, 2L);
            } catch (StciException e) {
                refused.incrementAndGet();
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertTrue(refused.get() > 1000, "only " + refused);
    }

    private static void load(byte[] jar) {
        load(jar, FilterJar.digest(jar), JarLimits.DEFAULT);
    }

    private static void load(byte[] jar, byte[] digest, JarLimits limits) {
        FilterJar.load(
                TestJar.NAME, jar, digest, Budget.DEFAULT, Meters.ofThisThread(TestJar.millisecondSteps()), limits);
    }

    private static void assertRefused(Status status, String reason, Runnable loading) {
        StciException refusal = assertThrows(StciException.class, loading::run);
        assertEquals(status, refusal.status(), refusal.getMessage());
        assertEquals("filter jar tool.jar", refusal.culprit());
        assertTrue(refusal.reason().contains(reason), refusal.getMessage());
        assertTrue(!refusal.nextStep().isEmpty(), refusal.getMessage());
    }
}
