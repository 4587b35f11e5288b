package io.stci.session.tool;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.stci.core.Scheduler;
import io.stci.core.Status;
import io.stci.core.StciException;
import io.stci.groupops.DownTap;
import io.stci.groupops.LeafHandler;
import io.stci.groupops.LeafService;
import io.stci.groupops.LeafStream;
import io.stci.groupops.filter.FilterCatalog;
import io.stci.groupops.plugin.Budget;
import io.stci.groupops.plugin.FilterJar;
import io.stci.groupops.plugin.LoadedFilters;
import io.stci.wire.FilterJarMessage;
import java.io.ByteArrayOutputStream;

/**
 * The filters of tools at one node: takes their jars as they come down, and puts what is in them into the node's catalog. A
 * jar of the same name takes the place of the one before. Confined to the node's thread.
 */
public final class FilterJars implements DownTap, LeafService {
    /** The service of the stream on which they come. */
    public static final String SERVICE = "filter-jars";

    static final int MAX_JAR_BYTES = 16 << 20;

    private final FilterCatalog catalog;
    private final Scheduler scheduler;
    private ByteArrayOutputStream pieces = new ByteArrayOutputStream();

    public FilterJars(FilterCatalog catalog, Scheduler scheduler) {
        this.catalog = catalog;
        this.scheduler = scheduler;
    }

    /**
     * The filters of a jar before stay as they are where streams use them, and go with the last of these.
     *
     * @throws StciException as {@link FilterJar#load}
     */
    void load(String name, byte[] jar, byte[] sha256) {
        LoadedFilters filters = FilterJar.load(name, jar, sha256, Budget.DEFAULT, scheduler::nowNs);
        filters.providers().forEach(catalog::put);
        filters.downProviders().forEach(catalog::put);
    }

    @Override
    public void piece(byte[] payload) {
        if (pieces.size() + payload.length <= MAX_JAR_BYTES) {
            pieces.write(payload, 0, payload.length);
        }
    }

    /** What can't be loaded at a junction fails the waves that need it there; the agents below say why. */
    @Override
    public void message(byte[] payload) {
        take(payload);
    }

    @Override
    public void open(LeafStream stream) {
        stream.handler(new Arriving(stream));
    }

    /** Null if it is loaded, else why it isn't. */
    private StciException take(byte[] payload) {
        try {
            FilterJarMessage message = FilterJarMessage.parseFrom(payload);
            byte[] rest = message.getRest().toByteArray();
            piece(rest);
            load(message.getName(), pieces.toByteArray(), message.getSha256().toByteArray());
            return null;
        } catch (InvalidProtocolBufferException e) {
            return new StciException(Status.PROTOCOL_ERROR, "filter jar", "can't be read: " + e.getMessage(), "", e);
        } catch (StciException unusable) {
            return unusable;
        } finally {
            pieces = new ByteArrayOutputStream();
        }
    }

    private final class Arriving implements LeafHandler {
        private final LeafStream stream;
        private final Contributor contributor;

        Arriving(LeafStream stream) {
            this.stream = stream;
            this.contributor = new Contributor(stream, catalog);
        }

        @Override
        public void piece(long number, ByteBuf payload) {
            FilterJars.this.piece(ByteBufUtil.getBytes(payload));
            stream.ack(number);
        }

        @Override
        public void message(long number, ByteBuf payload) {
            StciException unusable = take(ByteBufUtil.getBytes(payload));
            stream.ack(number);
            if (unusable == null) {
                contributor.contribute(number, true);
            } else {
                contributor.decline(number, Failures.describe(unusable));
            }
        }
    }
}
