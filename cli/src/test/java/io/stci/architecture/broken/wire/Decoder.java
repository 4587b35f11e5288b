package io.stci.architecture.broken.wire;

import io.netty.buffer.ByteBuf;

/** Generated messages must not know Netty's buffers. */
final class Decoder {
    ByteBuf buffer;
}
