package io.stci.groupops;

import io.stci.activemessages.Node;
import io.stci.core.RankSet;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.routing.Role;
import io.stci.routing.Topology;
import io.stci.transport.Frame;
import io.stci.transport.Frames;
import io.stci.wire.StreamSpec;
import java.util.HashMap;
import java.util.Map;

/** Opens streams at a node: the front-end's own, and those that it hears of from above. Confined to the node's thread. */
final class StreamOpening {
    private final Node node;
    private final Topology topology;
    private final FilterCatalog catalog;
    private final StreamTable table;
    private final Branches branches;
    private final Arrivals arrivals;
    private final Map<String, DownTap> taps = new HashMap<>();
    private Map<String, LeafService> services = Map.of();
    private int lastId;

    StreamOpening(
            Node node,
            Topology topology,
            FilterCatalog catalog,
            StreamTable table,
            Branches branches,
            Arrivals arrivals) {
        this.node = node;
        this.topology = topology;
        this.catalog = catalog;
        this.table = table;
        this.branches = branches;
        this.arrivals = arrivals;
    }

    void services(Map<String, LeafService> services) {
        this.services = Map.copyOf(services);
    }

    void tap(String service, DownTap tap) {
        taps.put(service, tap);
    }

    int lastId() {
        return lastId;
    }

    /** Opens one of the front-end's own; see {@link Streams#open}. */
    RootStream open(StreamSpec.Builder spec, StreamConsumer consumer) {
        int id = lastId + 1;
        StreamSpec complete = spec.setId(id).build();
        checkMembers(complete);
        RootWaits waits = new RootWaits(node.scheduler(), id);
        InteriorStream stream = openInterior(complete, new RootSink(consumer, waits), () -> lastId = id);
        long graceNs = WaveCuts.graceNs(complete, topology.height(), 0);
        return new RootStream(
                node, id, graceNs, new ParameterCheck(complete, catalog), stream, waits, () -> table.close(id));
    }

    /** The parent says that a stream is open. */
    void opened(Frame frame) {
        StreamSpec spec = Frames.parse(frame, StreamSpec.parser());
        if (table.has(spec.getId())) {
            throw malformed(spec, "is open already");
        }
        if (!RankSet.decode(spec.getMembers().toByteArray()).intersects(topology.ranks(node.id()))) {
            throw malformed(spec, "has no members at or below node " + node.id());
        }
        if (topology.role(node.id()) == Role.AGENT) {
            openLeaf(spec);
        } else {
            openInterior(spec, new ParentSink(node, spec), () -> {});
        }
    }

    private InteriorStream openInterior(StreamSpec spec, UpSink sink, Runnable onValid) {
        RankSet members = RankSet.decode(spec.getMembers().toByteArray());
        InteriorStream stream = new InteriorStream(node, topology, catalog, spec, members, sink, branches.all());
        onValid.run();
        stream.fromAbove().tap(taps.get(spec.getService()));
        table.add(spec.getId(), stream);
        stream.open(arrivals.present());
        return stream;
    }

    private void openLeaf(StreamSpec spec) {
        LeafStream leaf = new LeafStream(node, spec, topology.rank(node.id()));
        table.add(spec.getId(), leaf);
        try {
            serve(leaf);
        } catch (StciException refused) {
            leaf.refuse(refused);
        }
    }

    private void serve(LeafStream leaf) {
        String name = leaf.spec().getService();
        if (!name.isEmpty()) {
            LeafService service = services.get(name);
            if (service == null) {
                throw new StciException(Status.NOT_FOUND, "service '" + name + "'", "is not known here", "");
            }
            service.open(leaf);
        }
    }

    private void checkMembers(StreamSpec spec) {
        RankSet members = RankSet.decode(spec.getMembers().toByteArray());
        if (members.isEmpty() || !topology.ranks(Topology.ROOT).containsAll(members)) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "rank set '" + members + "'",
                    members.isEmpty() ? "has no ranks" : "has ranks that are not in the tree",
                    "use ranks 0-" + (topology.agents() - 1));
        }
        if (Integer.toUnsignedLong(spec.getWaveQuorum()) > members.size()) {
            throw new StciException(
                    Status.INVALID_ARGUMENT,
                    "quorum " + Integer.toUnsignedString(spec.getWaveQuorum()),
                    "is more than the " + members.size() + " members",
                    "ask for fewer");
        }
    }

    private static StciException malformed(StreamSpec spec, String reason) {
        return new StciException(Status.PROTOCOL_ERROR, "stream " + spec.getId(), reason, "");
    }
}
