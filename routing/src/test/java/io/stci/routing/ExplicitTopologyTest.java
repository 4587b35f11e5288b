package io.stci.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplicitTopologyTest {
    private static final int MAX_AGENTS = 300;
    private static final long SEED = 20240610;
    private static final String SMALL = "a:0 => b:0 c:0 ;\nb:0 => b:1 b:2 ;\nc:0 => c:1 ;\n";

    static Stream<Shape> shapes() {
        return Stream.of(
                        IntStream.rangeClosed(2, 17).mapToObj(Shape::kary),
                        IntStream.rangeClosed(2, 5).mapToObj(Shape::knomial),
                        Stream.of(Shape.flat()))
                .flatMap(all -> all);
    }

    @Test
    void namesNodesBreadthFirstAndAgentsDepthFirst() {
        ExplicitTopology tree = ExplicitTopology.parse(SMALL);
        assertEquals("a:0 b:0 c:0 b:1 b:2 c:1", names(tree));
        assertEquals("file over 3 agents", tree.toString());
        assertEquals("file", tree.topology().shape().toString());
        assertEquals(RankSet.of(0, 1), tree.topology().ranks(1));
        assertEquals(1, tree.topology().childCount(2));
        assertEquals("b", tree.host(3));
        assertThrows(IndexOutOfBoundsException.class, () -> tree.name(6));
        assertThrows(IndexOutOfBoundsException.class, () -> tree.host(-1));
    }

    @Test
    void agentsMayStandBeforeJunctions() {
        ExplicitTopology tree = ExplicitTopology.parse("a:0 => x:0 b:0 y:0 ;\nb:0 => b:1 b:2 ;");
        assertEquals("a:0 b:0 x:0 b:1 b:2 y:0", names(tree));
        assertEquals("[2, 1, 5]", Arrays.toString(tree.topology().children(0)));
        assertEquals("[1, 5]", Arrays.toString(tree.topology().nextHops(0, RankSet.of(1, 3))));
        TreeInvariants.check(tree.topology());
    }

    @Test
    void linesComeInAnyOrderBetweenRemarksAndEmptyLines() {
        String text = "# drawn by hand\r\n\r\n  c:0\t=>  c:1;\r\n\t# b next\nb:0 => b:1 b:2 ;  \n\na:0 => b:0 c:0 ;";
        assertEquals(SMALL, ExplicitTopology.parse(text).text());
    }

    @Test
    void shapesAreEqualIfTheTreesAre() {
        ExplicitTopology tree = ExplicitTopology.parse(SMALL);
        ExplicitTopology renamed = ExplicitTopology.parse(SMALL.replace("b:", "n-07.x_y:"));
        ExplicitTopology turned = ExplicitTopology.parse(SMALL.replace("b:0 c:0 ;", "c:0 b:0 ;"));
        ExplicitTopology shallower = ExplicitTopology.parse("a:0 => b:0 c:1 ;\nb:0 => b:1 b:2 ;\n");
        assertEquals(tree.topology().shape(), renamed.topology().shape());
        assertEquals(
                tree.topology().shape().hashCode(), renamed.topology().shape().hashCode());
        assertNotEquals(tree.topology().shape(), turned.topology().shape());
        assertNotEquals(tree.topology().shape(), shallower.topology().shape());
        assertNotEquals(tree.topology().shape(), Shape.flat());
        assertNotEquals(Shape.flat(), tree.topology().shape());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "|1: the text ends here and names no node",
                "# nothing;|2: the text ends here and names no node",
                "a:0 => b:0|1: has no ; at its end",
                "a:0 => b:0 ; c:0|1: has no ; at its end",
                "a:0 => b:0 ; c:0 ;|1: ';' is not a name",
                "a:0 => b:0 ;;|1: ';' is not a name",
                "a:0 => b:0 ;/;|2: has no => behind its first name",
                "a:0 ;|1: has no => behind its first name",
                "=> a:0 ;|1: has no => behind its first name",
                "a:0=>b:0 ;|1: has no => behind its first name",
                "a:0 -> b:0 ;|1: has no => behind its first name",
                "a:0 => ;|1: lists no child of 'a:0'",
                "a => b:0 ;|1: 'a' is not a name",
                "a:0 => b ;|1: 'b' is not a name",
                "a:0 => b:01 ;|1: 'b:01' is not a name",
                "a:0 => b:-1 ;|1: 'b:-1' is not a name",
                "a:0 => b:1234567890 ;|1: 'b:1234567890' is not a name",
                "a:0 => :0 ;|1: ':0' is not a name",
                "a:0 => -b:0 ;|1: '-b:0' is not a name",
                "a:0 => b:0:0 ;|1: 'b:0:0' is not a name",
                "a:0 => ü:0 ;|1: 'ü:0' is not a name",
                "a:0 => => ;|1: '=>' is not a name",
                "a:0 => b:0 ;/a:0 => c:0 ;|2: a:0 has its children in line 1 already",
                "a:0 => b:0 b:0 ;|1: b:0 is named twice",
                "a:0 => b:0 c:0 ;/b:0 => c:0 ;|2: c:0 is a child of a:0 in line 1 already",
                "a:0 => a:0 ;|1: a:0 is its own child",
                "a:0 => b:0 ;/b:0 => a:0 ;|1: a:0 is a child too, as all nodes are",
                "a:0 => b:0 ;/#/c:0 => d:0 ;|3: c:0 can't be reached from a:0 of line 1",
                "a:0 => b:0 ;/c:0 => d:0 ;/d:0 => c:0 ;|2: c:0 is its own ancestor",
                "a:0 => b:0 ;/x:0 => y:0 ;/c:0 => d:0 x:0 ;/d:0 => c:0 ;|3: c:0 is its own ancestor"
            })
    void refusesInOneLineWhatIsNoTree(String lines, String reason) {
        String text = lines == null ? "" : lines.replace('/', '\n');
        StciException thrown = assertThrows(StciException.class, () -> ExplicitTopology.parse(text));
        assertEquals(Status.INVALID_ARGUMENT, thrown.status());
        assertEquals("topology line " + reason, thrown.culprit() + ": " + thrown.reason());
        assertFalse(thrown.nextStep().isEmpty());
        assertFalse(thrown.getMessage().contains("\n"));
    }

    @Test
    void refusesMoreLevelsThanAnyShapeHas() {
        assertEquals(24, ExplicitTopology.parse(chain(24)).topology().height());
        StciException thrown = assertThrows(StciException.class, () -> ExplicitTopology.parse(chain(100_000)));
        assertEquals("topology line 25", thrown.culprit());
        assertEquals("n:25 is more than 24 levels below the front-end", thrown.reason());
    }

    @Test
    void refusesMoreNodesThanTheLimit() {
        assertEquals(3, ExplicitTopology.parse(SMALL, 6).topology().agents());
        StciException thrown = assertThrows(StciException.class, () -> ExplicitTopology.parse(SMALL, 5));
        assertEquals("topology line 3: brings the tree above 5 nodes; take a smaller tree", thrown.getMessage());
    }

    @Test
    void aLongNameIsCutInTheMessage() {
        String text = "a:0 => " + "b".repeat(100_000) + ":0 ;";
        StciException thrown = assertThrows(StciException.class, () -> ExplicitTopology.parse(text));
        assertTrue(thrown.getMessage().length() < 200, thrown.getMessage());
        assertEquals(
                258,
                ExplicitTopology.parse("a:0 => " + "b".repeat(253) + ":1234 ;")
                        .name(1)
                        .length());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyTreeIsReadBackFromItsLinesInAnyOrder(Shape shape) {
        Random random = new Random(SEED);
        for (int agents = 1; agents <= MAX_AGENTS; agents++) {
            Topology tree = Topology.of(shape, agents);
            ExplicitTopology read = ExplicitTopology.parse(shuffledLines(tree, random));
            assertSameTree(tree, read);
            assertEquals(read.text(), ExplicitTopology.parse(read.text()).text());
        }
    }

    @Test
    void everyMixtureOfAgentsAndJunctionsGivesASoundTree() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            String text = randomText(random, 1 + random.nextInt(60));
            ExplicitTopology tree = ExplicitTopology.parse(text);
            assertEquals(
                    text.lines().sorted().toList(), tree.text().lines().sorted().toList());
            TreeInvariants.check(tree.topology());
            TreeInvariants.checkNextHops(tree.topology(), random);
            assertEquals(tree.text(), ExplicitTopology.parse(tree.text()).text());
        }
    }

    private static void assertSameTree(Topology tree, ExplicitTopology read) {
        TreeInvariants.check(read.topology());
        assertEquals(tree.nodes(), read.topology().nodes(), tree.toString());
        for (int node = 0; node < tree.nodes(); node++) {
            assertEquals("n:" + node, read.name(node), tree.toString());
            assertEquals(tree.parent(node), read.topology().parent(node), tree.toString());
        }
    }

    private static String shuffledLines(Topology tree, Random random) {
        List<String> lines = IntStream.rangeClosed(0, tree.junctions())
                .mapToObj(node -> line(node, IntStream.of(tree.children(node))))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(lines, random);
        return String.join("", lines);
    }

    /** Each node after the first is the child of a random earlier one, so that some have none; not too deep. */
    private static String randomText(Random random, int children) {
        int[] parents = IntStream.rangeClosed(1, children)
                .map(random::nextInt)
                .map(i -> Math.min(i, 20))
                .toArray();
        return IntStream.rangeClosed(0, children)
                .filter(node -> IntStream.of(parents).anyMatch(parent -> parent == node))
                .mapToObj(node -> line(node, IntStream.rangeClosed(1, children).filter(i -> parents[i - 1] == node)))
                .collect(Collectors.joining());
    }

    private static String chain(int levels) {
        return IntStream.range(0, levels)
                .mapToObj(node -> line(node, IntStream.of(node + 1)))
                .collect(Collectors.joining());
    }

    private static String line(int node, IntStream children) {
        return children.mapToObj(child -> "n:" + child).collect(Collectors.joining(" ", "n:" + node + " => ", " ;\n"));
    }

    private static String names(ExplicitTopology tree) {
        return IntStream.range(0, tree.topology().nodes()).mapToObj(tree::name).collect(Collectors.joining(" "));
    }
}
