package io.stci.groupops.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.stci.groupops.filter.Filter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code with checks computes what it computed without: the same source runs both ways. */
class UnchangedMeaningTest {
    private static final String FOR_17 = """
            sealed interface Shape permits Circle, Square {}
            record Circle(double radius) implements Shape {}
            record Square(int side) implements Shape {}
            enum Kind { A { int of(int x) { return x + 1; } }, B { int of(int x) { return x * 2; } }; abstract int of(int x); }
            interface Named { default String name() { return "n" + rows(2)[1].length; } static int[][] rows(int n) { return new int[n][n + 1]; } }
            static class Node<T extends Comparable<T>> implements Named { T value; Node<T> left, right; Node(T v) { value = v; }
              void add(T v) { if (v.compareTo(value) < 0) { if (left == null) left = new Node<>(v); else left.add(v); }
                else { if (right == null) right = new Node<>(v); else right.add(v); } }
              void walk(Consumer<? super T> c) { if (left != null) left.walk(c); c.accept(value); if (right != null) right.walk(c); } }
            static class Resource implements AutoCloseable { final StringBuilder log; Resource(StringBuilder l) { log = l; l.append("open "); }
              public void close() { log.append("close "); if (log.length() % 2 == 0) throw new IllegalStateException("at close"); } }

            static String text(int i) { return switch (i % 5) { case 0 -> "zero"; case 1, 2 -> { String s = ""; for (int k = 0; k < i; k++) s += k; yield s; } default -> ""\"
                a text block of
                  %d lines""\".formatted(i); }; }
            static int strings(String s) { switch (s) { case "Aa": return 1; case "BB": return 2; case "zero": return 3; default: return s.length(); } }
            static int kinds(Kind k, int x) { int sum = 0; for (Kind each : Kind.values()) { switch (each) { case A: sum += 1; break; case B: sum += 10; } } return sum + k.of(x); }
            static double area(Object o) { return o instanceof Circle c && c.radius() > 0 ? c.radius() * 3 : o instanceof Square s ? s.side() * s.side() : -1; }
            static String finals(int n) { StringBuilder log = new StringBuilder(); outer: for (int i = 0; i < n; i++) { try { try (Resource r = new Resource(log)) {
              if (i % 3 == 0) continue outer; if (i % 7 == 6) break outer; if (i % 4 == 1) throw new RuntimeException("r" + i); log.append(i); } finally { log.append("f "); } }
              catch (RuntimeException e) { log.append(e.getMessage()).append(e.getSuppressed().length); } } return log.toString(); }
            int locked(int n) { int sum = 0; for (int i = 0; i < n; i++) { synchronized (this) { do { sum += i; if (sum % 5 == 0) break; } while (sum % 3 != 0); } } return sum; }
            static String streams(long seed) { return new Random(seed).ints(50, 0, 100).boxed().collect(Collectors.groupingBy(x -> x % 7, TreeMap::new, Collectors.mapping(Integer::toHexString, Collectors.joining("/")))).toString(); }
            static long arrays(int n) { long[][][] cube = new long[n][n][]; for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) { cube[i][j] = new long[i + j]; Arrays.fill(cube[i][j], i * j); }
              long sum = 0; for (long[][] square : cube) for (long[] row : square) for (long x : row) sum += x; String[] names = new String[n]; char[] cs = new char[n]; boolean[] bs = new boolean[n]; double[] ds = {1, 2.5};
              float[] fs = new float[2]; short[] ss = new short[3]; byte[][] bb = new byte[2][]; return sum + names.length + cs.length + bs.length + ds.length + fs.length + ss.length + bb.length; }
            static <T, R> Function<T, R> memo(Function<T, R> f) { Map<T, R> known = new HashMap<>(); return x -> known.computeIfAbsent(x, f); }
            static int caught(int n) { int c = 0; for (int i = 0; i < n; i++) { try { Object o = i % 2 == 0 ? null : "x"; c += o.hashCode() % 7; } catch (NullPointerException | ClassCastException e) { c += 3; } finally { c++; } } return c; }
            static final int[] TABLE; static { TABLE = new int[16]; for (int i = 0; i < 16; i++) TABLE[i] = i * i; }

            static String all(long seed) {
              StringBuilder out = new StringBuilder();
              Node<Integer> tree = new Node<>(50); new Random(seed).ints(40, 0, 100).forEach(tree::add); tree.walk(x -> out.append(x).append(','));
              for (int i = 0; i < 20; i++) out.append(text(i)).append(strings(text(i))).append(kinds(i % 2 == 0 ? Kind.A : Kind.B, i)).append(area(i % 3 == 0 ? new Circle(i) : i % 3 == 1 ? new Square(i) : "x"));
              out.append(finals(20)).append(new F().locked(30)).append(streams(seed)).append(arrays(7)).append(caught(9)).append(tree.name());
              Function<Integer, Integer> square = memo(x -> x * x); Supplier<Supplier<Integer>> nested = () -> () -> square.apply(9) + TABLE[5];
              out.append(nested.get().get()).append(new Circle(1)).append(new Square(2).equals(new Square(2))).append(new Square(2).hashCode());
              var anonymous = new Object() { int calls; int call() { while (calls < 5) calls++; return calls; } };
              out.append(anonymous.call()).append("ab".repeat(3)).append(String.join("-", List.of("p", "q")));
              int[][] jagged = {{1}, {2, 3}, {}}; for (int[] row : jagged) out.append(row.length); long l = 1L << 40; double d = 0.1; int i = 0; do { l ^= i * 31L; d = d * 1.1 + i; } while (++i < 100);
              return out.append(l).append(d).toString();
            }
            public Long merge(Long a, Long b) { return (long) all(a).hashCode(); }
            """;

    private static final String FOR_21 = """
            sealed interface Tree permits Leaf, Fork {} record Leaf(long value) implements Tree {} record Fork(Tree left, Tree right) implements Tree {}
            static long sum(Tree t) { return switch (t) { case Leaf(long v) when v < 0 -> -v; case Leaf(long v) -> v; case Fork(Leaf(var x), Fork(var y, var z)) -> x + sum(y) + sum(z); case Fork(var l, var r) -> sum(l) + sum(r); }; }
            static Tree grow(Random r, int depth) { return depth == 0 || r.nextInt(5) == 0 ? new Leaf(r.nextInt(100) - 50) : new Fork(grow(r, depth - 1), grow(r, depth - 1)); }
            static String kind(Object o) { return switch (o) { case null -> "null"; case Integer i when i > 5 -> "large"; case Integer i -> "small"; case String s -> s; case int[] a -> "" + a.length; default -> o.getClass().getSimpleName(); }; }
            static long loop(List<Object> all) { long n = 0; for (Object o : all) { while (o instanceof Fork(Tree l, Tree r)) { n++; o = l; } switch (o) { case Leaf(var v) -> n += v; default -> { continue; } } } return n; }
            public Long merge(Long a, Long b) { Random r = new Random(a); long n = 0; for (int i = 0; i < 20; i++) n = n * 31 + sum(grow(r, 6)) + loop(List.of(grow(r, 5), "x", grow(r, 3)));
              for (Object o : new Object[] {null, 3, 9, "s", new int[4], 2.0}) n = n * 31 + kind(o).hashCode(); return n; }
            """;

    @ParameterizedTest
    @MethodSource("io.stci.groupops.plugin.TestJar#releases")
    void ofOrdinaryCode(int release) throws ReflectiveOperationException {
        assertSame(release, FOR_17);
    }

    @Test
    void ofPatternsAndRecords() throws ReflectiveOperationException {
        if (Runtime.version().feature() >= 21) {
            assertSame(Runtime.version().feature(), FOR_21);
        }
    }

    @Test
    void ofMethodsTooLongForShortJumps() throws ReflectiveOperationException {
        StringBuilder body =
                new StringBuilder("public Long merge(Long a, Long b) { long x = a; for (int i = 0; i < 3; i++) {"
                        + " if (x % 2 == 0) { x++; continue; } try { ");
        IntStream.range(0, 2500).forEach(i -> body.append("x = x * 31 + b + " + i + "L;"));
        assertSame(17, body.append("} finally { x--; } } return x; }").toString());
    }

    private static void assertSame(int release, String members) throws ReflectiveOperationException {
        TestJar jar = TestJar.filter(release, members);
        Filter<Long, Long> plain = Plain.open(jar);
        Filter<Long, Long> checked = jar.open();
        assertNotEquals(plain.getClass(), checked.getClass());
        for (long seed = 1; seed <= 5; seed++) {
            assertEquals(plain.merge(seed, 2L), checked.merge(seed, 2L), "seed " + seed);
        }
    }
}
