package io.stci.groupops;

import com.google.protobuf.ByteString;
import java.util.TreeMap;

/** A filter's parameters as they were behind each number; the oldest are those that hold for the oldest message that is kept. */
final class ParameterHistory {
    private final TreeMap<Long, ByteString> byNumber = new TreeMap<>();

    ParameterHistory(ByteString first) {
        byNumber.put(0L, first);
    }

    /** @param acked all up to this number is kept no more */
    void changed(long number, byte[] parameters, long acked) {
        byNumber.put(number, ByteString.copyFrom(parameters));
        at(acked);
    }

    /** The parameters as they were before what is kept above this number. */
    ByteString at(long acked) {
        byNumber.headMap(byNumber.floorKey(acked)).clear();
        return byNumber.firstEntry().getValue();
    }
}
