package io.stci.activemessages.message;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who was told that there is no room for an end, and is told when there is. */
final class Rooms {
    private final Budget whole;
    private final MessageOptions options;
    private final Reports reports;
    private final long mostBytes;

    /** For these the whole had room, but not their share of it: what leaves for them makes some. */
    private final Set<Integer> full = new HashSet<>();

    /** For these the whole had none: whatever leaves makes some. They are looked at when half of it is free. */
    private final Set<Integer> squeezed = new HashSet<>();

    Rooms(Budget whole, MessageOptions options, Reports reports) {
        this.whole = whole;
        this.options = options;
        this.reports = reports;
        this.mostBytes = Costs.of(HandlerNames.MAX_BYTES, options.eagerLimitBytes());
    }

    boolean hasRoom(Peer to) {
        boolean room = to.budgets().messages().fits(mostBytes);
        if (!room) {
            (whole.fits(mostBytes) ? full : squeezed).add(to.id());
        }
        return room;
    }

    /** Something may have left for this end. */
    void look(int to, Budget queued) {
        if (full.contains(to) && queued.fits(mostBytes)) {
            full.remove(to);
            reports.room(to);
        }
        if (!squeezed.isEmpty() && whole.usedBytes() <= options.outboundBytes() / 2) {
            List<Integer> waiting = List.copyOf(squeezed);
            squeezed.clear();
            waiting.forEach(reports::room);
        }
    }

    void forget(int gone) {
        full.remove(gone);
        squeezed.remove(gone);
    }
}
