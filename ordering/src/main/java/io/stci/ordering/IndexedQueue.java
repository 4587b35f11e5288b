package io.stci.ordering;

import java.util.Arrays;

/** A queue whose elements can also be reached by their distance from its head. Grows, never shrinks. */
final class IndexedQueue<E> {
    private static final int INITIAL_CAPACITY = 16;

    private Object[] ring = new Object[INITIAL_CAPACITY];
    private int head;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The element so many places behind the head, which is at 0. */
    @SuppressWarnings("unchecked")
    E get(int index) {
        return (E) ring[slot(index)];
    }

    void addLast(E element) {
        if (size == ring.length) {
            grow();
        }
        ring[slot(size)] = element;
        size++;
    }

    E removeFirst() {
        E first = get(0);
        ring[head] = null;
        head = slot(1);
        size--;
        return first;
    }

    private void grow() {
        Object[] larger = Arrays.copyOfRange(ring, head, head + 2 * ring.length);
        System.arraycopy(ring, 0, larger, ring.length - head, head);
        ring = larger;
        head = 0;
    }

    private int slot(int index) {
        return (head + index) & (ring.length - 1);
    }
}
